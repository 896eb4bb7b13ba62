error-download-gone = This edition of the file has been replaced or withdrawn. The address of the present one is in /downloads.
hsds-free = Free of charge
hsds-in-comune = The position is not public: it is in the municipality of { $area }.
hsds-in-province = The position is not public: it is in this province or unit of that level: { $area }.
hsds-season = From { $from } to { $to } every year.
hsds-appointment = By appointment only.
hsds-closed = Closed from { $from } to { $to }.
hsds-local-time = Italian time (Europe/Rome).
