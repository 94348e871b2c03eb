using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Across.Timelines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Situation;

/// <summary>
/// 已落实 or 已转 hour by hour: the state of the doors at each full hour since the incident began, folded by the same view as the present; the
/// last row is now.
/// </summary>
internal sealed class HourlyTable(Timeline timeline, IEnumerable<IView> views)
{
    /// <summary>Most hours shown, counted back from the newest.</summary>
    private const int MostHours = 72;
    private readonly IView _doors = views.Single(view => view.State == typeof(DoorsKnown));

    public async Task<IReadOnlyList<HourShown>> Of(IncidentSeen seen, CancellationToken stop)
    {
        if (seen.Incident.State.OpenedAt is not { } opened)
            return [];
        // All hours are in the words of the area's present purpose, so that a column has one meaning.
        var purpose = seen.Known.Of<DoorsKnown>(seen.Asked.Realm).Purpose(seen.Incident.Id);
        return await Rows(_doors, timeline.UpTo(seen, seen.Known.At, stop), seen.Incident.Id, purpose, opened, seen.Asked.Now);
    }

    /// <summary>
    /// Figures of the doors of an incident: their state at each full hour from the events before it, and their present state.
    /// </summary>
    internal static async Task<IReadOnlyList<HourShown>> Rows(
        IView view,
        IAsyncEnumerable<Happened> all,
        IncidentId id,
        AreaPurpose purpose,
        DateTimeOffset opened,
        DateTimeOffset now
    )
    {
        var (rows, nobody) = (new List<HourShown>(), new Changes { Wanted = false });
        var (state, hour) = (view.Empty, Next(opened));
        await foreach (var happened in all)
        {
            for (; hour <= happened.Meta.At; hour = hour.AddHours(1))
                Tell(hour);
            state = view.Fold(state, happened, nobody);
        }
        for (; hour <= now; hour = hour.AddHours(1))
            Tell(hour);
        Tell(now);
        return rows.Count > MostHours ? rows[^MostHours..] : rows;

        void Tell(DateTimeOffset at)
        {
            var doors = (DoorsKnown)state;
            if (doors.In(id).Any())
                rows.Add(new(at, RowShown.Of(doors.Figures(id, purpose).People)));
        }
    }

    private static DateTimeOffset Next(DateTimeOffset at) => at.AddTicks(TimeSpan.TicksPerHour - (at.Ticks % TimeSpan.TicksPerHour));
}

/// <summary>People at one hour.</summary>
internal sealed record HourShown(DateTimeOffset At, RowShown People);
