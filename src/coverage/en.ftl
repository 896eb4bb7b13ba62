# Words of coverage: what interfaces say of questions that cannot be answered.
error-as-of = dates of opening and closing are not published yet: answers are for today only
error-group = one of these groups, or ages that they add up to, such as 18-64: { $known }
error-too-coarse = with a single point for each comune no less than { $metres } metres; below that cells are needed (demand)
error-steps = metres and weights in order, such as 10000:1,20000:0.68,30000:0.22: growing distances, weights from 1 downwards
error-no-recipe = no figure was computed by this recipe, or too long ago
error-body-size = less data: a shorter body
error-body-object = one JSON object
error-site-number = the number of a public site (to move it: one with a public position)
error-changes = at least one change and { $most } at most, in add, remove and move
error-candidates = municipalities, cells or a list of points with lon and lat, { $most } at most
error-plain-value = a text, a number or a list of these
error-list = a list
