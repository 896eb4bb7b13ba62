error-download-gone = Questa edizione del file è stata sostituita o ritirata. L’indirizzo di quella attuale è in /downloads.
