using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>A view's state of what can hang on an incident, such as its orders: the timeline reads it, and a joining looks whether anything was begun.</summary>
internal interface IHangsOnIncident
{
    /// <summary>The streams that tell of it.</summary>
    IEnumerable<EntityId> StreamsOf(Known known, string realm, IncidentId incident);

    /// <summary>How much of it was begun for the incident and would be torn off by a joining; 0 where it goes along.</summary>
    int BegunFor(IncidentId incident);
}
