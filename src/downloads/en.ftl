error-download-gone = This edition of the file has been replaced or withdrawn. The address of the present one is in /downloads.
