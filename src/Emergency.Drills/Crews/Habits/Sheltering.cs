using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>安置: opens an indoor shelter fit for the hazard, and counts the people there whenever their number has changed.</summary>
internal static class Sheltering
{
    public static IEnumerable<Act> Own(Sight sight)
    {
        var here = sight.Self.Division;
        foreach (var incident in sight.Running.Where(one => one.Concerns(here) && one.Category is "flood" or "geological"))
        {
            var fit = sight
                .Shelters.Where(one => one.Community == here && one.Indoor && one.Fit.Contains(incident.Category, StringComparer.Ordinal))
                .OrderByDescending(one => one.Open)
                .ThenByDescending(one => one.Capacity)
                .ToList();
            if (fit is not [var shelter, ..])
                continue;
            if (!shelter.Open)
                yield return new($"open/{shelter.Id}", $"/api/shelters/{shelter.Id}/open");
            var moved = incident.Persons.Count(one => one.Community == here && one.State == "moved");
            var asked = sight.Told.LastOrDefault(Ears.AboutShelter)?.Id;
            if (shelter.Open && (moved != shelter.Occupancy || asked is not null))
                yield return new(
                    $"count/{shelter.Id}/{moved}/{asked}",
                    $"/api/shelters/{shelter.Id}/count",
                    Tasks.Body(("occupancy", moved))
                );
        }
    }
}
