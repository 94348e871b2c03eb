using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Finds the next automatic event of a drill.</summary>
internal static class NextDue
{
    // An action is late just after its time, not at it.
    private static readonly TimeSpan Just = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// The next instant after now (of the drill's clock) at which something is due, with its kind: inject, action, outage, due or end.
    /// </summary>
    public static (DateTimeOffset At, string What) Of(DrillKnown drill, Scenario scenario, Course course, DuesKnown dues)
    {
        return Injects(drill, scenario, course)
            .Select(at => (at, "inject"))
            .Concat(scenario.Expect.Select(action => course.Due(action) + Just).OfType<DateTimeOffset>().Select(at => (at, "action")))
            .Concat(drill.State.Broken.Select(outage => (outage.Until, "outage")))
            .Concat(dues.After(course.Until) is { } due ? [(due, "due")] : [])
            .Where(one => one.Item1 > course.Until)
            .Append((course.Start + scenario.End.At, "end"))
            .MinBy(one => one.Item1);
    }

    /// <summary>Due times of injects that are neither played nor held.</summary>
    public static IEnumerable<DateTimeOffset> Injects(DrillKnown drill, Scenario scenario, Course course) =>
        scenario
            .Injects.Where(one => !drill.State.Injects.ContainsKey(one.Id) && !drill.State.Held.Contains(one.Id))
            .Select(one => course.Due(scenario, one))
            .OfType<DateTimeOffset>();
}
