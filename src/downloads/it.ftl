error-download-gone = Questa edizione del file è stata sostituita o ritirata. L’indirizzo di quella attuale è in /downloads.
hsds-free = Gratuito
hsds-in-comune = La posizione non è pubblica: si trova nel comune di { $area }.
hsds-in-province = La posizione non è pubblica: si trova nel territorio di questa provincia o unità dello stesso livello: { $area }.
hsds-season = Dal { $from } al { $to } di ogni anno.
hsds-appointment = Solo su appuntamento.
hsds-closed = Chiuso dal { $from } al { $to }.
hsds-local-time = Ora italiana (Europe/Rome).
