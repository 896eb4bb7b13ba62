# Words of the status page.
status-title = Service status
status-ok = Everything works.
status-away = The data archive does not answer. Map, list and search go on with the last data read.
status-starting = The service is starting: the data will arrive shortly.
status-sites = Published sites
status-read = Last reading of the data
status-seconds-ago = { $seconds ->
    [one] one second ago
   *[other] { $seconds } seconds ago
}
status-version = Version of the program
