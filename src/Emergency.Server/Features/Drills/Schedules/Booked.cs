using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>
/// Bookings of people's time in a range of days, as far as one asker may know of them: drills that are hidden from players appear in none
/// of their conflicts either.
/// </summary>
internal sealed class Booked(Asked asked, Known known, ScenarioLibrary scenarios)
{
    private readonly Dictionary<string, IReadOnlySet<string>?> _roles = new(StringComparer.Ordinal);
    private readonly SchedulesKnown _schedules = known.Of<SchedulesKnown>();
    private readonly DrillsKnown _drills = known.Of<DrillsKnown>();

    /// <summary>Coming occasions that begin before an instant, in order; the flag marks the next of each schedule.</summary>
    public IEnumerable<(ScheduleKnown Schedule, Occasion Occasion, bool Next, Booking Booking)> Coming(DateTimeOffset until) =>
        from schedule in _schedules.All.Values
        where schedule.State.Runs && ScheduleSight.Sees(asked, schedule)
        let people = People(schedule.Facts.Scenario, schedule.Facts.Communities)
        from occasion in Occasions.Coming(schedule.State, Holidays.Announced).TakeWhile((occasion, i) => i == 0 || occasion.At < until)
        where occasion.At < until
        let next = schedule.State.Next == occasion
        select (
            schedule,
            occasion,
            next,
            new Booking(
                KeyOf(schedule, occasion),
                schedule.Facts.Communities,
                people,
                occasion.At,
                schedule.Facts.Length,
                next && schedule.State.Readied ? Firmness.Readied : Firmness.Ruled
            )
        );

    /// <summary>Prepared drills, which may begin at any moment, and running ones.</summary>
    public IEnumerable<(DrillKnown Drill, Booking Booking)> Standing() =>
        _drills
            .All.Values.Where(one => (one.State.Playing || one.State.Stage == DrillStage.Prepared) && DrillSight.Sees(asked, one))
            .Select(one =>
                (
                    one,
                    new Booking(
                        KeyOf(one),
                        one.Facts.Communities,
                        People(one.Facts.Scenario, one.Facts.Communities),
                        one.State.Start?.At ?? asked.Now,
                        Longest(one),
                        one.State.Playing ? Firmness.Playing : Firmness.Prepared
                    )
                )
            );

    public ListOf<MemberId> People(string scenario, IEnumerable<string> communities)
    {
        if (!_roles.TryGetValue(scenario, out var roles))
            _roles.Add(
                scenario,
                roles = (ScenarioLibrary.Newest(scenario, known) is { } version ? scenarios.Of(scenario, version, known) : null)
                    ?.Participants.Select(one => one.Role.ToString())
                    .ToHashSet(StringComparer.Ordinal)
            );
        return
        [
            .. communities
                .SelectMany(code => known.Of<TeamsKnown>().Of(code).State.Members.Values)
                .Where(member => roles?.Contains(member.Role.ToString()) == true)
                .Select(member => member.Id)
                .OrderBy(id => id.Value),
        ];
    }

    public static string KeyOf(ScheduleKnown schedule, Occasion occasion) => $"{schedule.Id} {occasion.Slot.UtcDateTime:O}";

    public static string KeyOf(DrillKnown drill) => drill.Id.ToString();

    /// <summary>Time that a drill takes; one that overruns still holds its people.</summary>
    public TimeSpan Longest(DrillKnown drill) =>
        drill.State.Start is { } start && asked.Now - start.At is var played && played > drill.Facts.Length
            ? played + TimeSpan.FromMinutes(1)
            : drill.Facts.Length;
}
