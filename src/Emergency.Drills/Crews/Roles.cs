using Emergency.Drills.Crews.Habits;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews;

/// <summary>
/// Wishes of each role for what it sees, the most urgent first. Pure: the same sight gives the same wishes, and a wish that was done is not
/// wished again.
/// </summary>
public static class Roles
{
    public static IEnumerable<Act> Wishes(Sight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        return Ears.Answer(sight)
            .Concat(
                sight.Self.Role switch
                {
                    "secretary" =>
                    [
                        .. Ears.Wakes(sight),
                        .. Ears.Opens(sight),
                        .. Committee.Secretary(sight),
                        .. Ears.AtDoors(sight),
                        .. Ears.PassedOn(sight),
                        .. Tasks.Own(sight),
                    ],
                    "child-director" =>
                    [
                        .. Ears.OpensCare(sight),
                        .. Ears.AtDoors(sight),
                        .. Committee.ChildDirector(sight),
                        .. Tasks.Own(sight),
                    ],
                    "grid-chief" or "group-leader" => [.. Ears.AtDoors(sight), .. Tasks.Own(sight), .. Rounds(sight)],
                    "building-chief" or "unit-chief" or "responder" or "volunteer" => [.. Ears.AtDoors(sight), .. Tasks.Own(sight)],
                    "county-duty" or "county-commander" => [.. Desks.CountyDuty(sight)],
                    "street-officer" => [.. Ears.Wakes(sight), .. Ears.Opens(sight), .. Desks.Street(sight)],
                    _ => (IEnumerable<Act>)[],
                }
            );
    }

    /// <summary>Rounds of a chief at the own doors where no card has made tasks of them.</summary>
    private static IEnumerable<Act> Rounds(Sight sight) =>
        sight
            .Running.Where(incident =>
                Doors.Knocks(incident) && !incident.Cards.Any(card => card.Active && card.Community == sight.Self.Division)
            )
            .SelectMany(incident =>
                Doors.Unchecked(
                    incident,
                    home =>
                        incident.Households.Any(one =>
                            one.HouseholdId == home
                            && one.Community == sight.Self.Division
                            && (sight.Self.Grid is null || one.Grid == sight.Self.Grid)
                        )
                )
            );
}
