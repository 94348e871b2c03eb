using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Reloads the tasks of an incident archived long ago from its stream.</summary>
internal sealed class TasksRecalled(IFeed feed) : IRecalls
{
    public async ValueTask<Known> Recall(Known known, string realm, IncidentId incident, CancellationToken stop)
    {
        var incidents = known.Of<IncidentsKnown>(realm);
        if (incidents.Find(incident) is not { Summary: not null } summed)
            return known;
        var state = Incident.None;
        await foreach (var happened in feed.Stream(Entities.Incident(realm, incident), known.At, stop))
            if (happened.Event is IncidentEvent e)
                state = Incident.Evolve(state, e);
        return known.With(realm, incidents with { All = incidents.All.SetItem(incident, summed with { State = state, Summary = null }) });
    }
}
