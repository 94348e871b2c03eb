using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>Reloads the doors of an archived incident from the streams of its door checks.</summary>
internal sealed class DoorsRecalled(IFeed feed) : IRecalls
{
    public async ValueTask<Known> Recall(Known known, string realm, IncidentId incident, CancellationToken stop)
    {
        var doors = known.Of<DoorsKnown>(realm);
        var all = doors.All;
        foreach (var community in doors.In(incident))
            if (doors.Here(incident, community).Summary is not null)
                all = all.SetItem(new(incident, community), await Read(Entities.Doors(realm, incident, community), known.At, stop));
        return ReferenceEquals(all, doors.All) ? known : known.With(realm, doors with { All = all });
    }

    private async Task<DoorsHere> Read(EntityId check, Position upTo, CancellationToken stop)
    {
        var here = DoorsHere.None;
        await foreach (var happened in feed.Stream(check, upTo, stop))
            if (happened.Event is DoorsEvent e)
                here = DoorsView.After(here, happened, e);
        return here;
    }
}
