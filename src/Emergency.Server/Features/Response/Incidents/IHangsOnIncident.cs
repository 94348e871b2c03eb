using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// State of a view with things that can hang on an incident, such as its orders. The timeline loads their streams, and a
/// joining checks whether any work was begun.
/// </summary>
internal interface IHangsOnIncident
{
    /// <summary>Streams of these things.</summary>
    IEnumerable<EntityId> StreamsOf(Known known, string realm, IncidentId incident);

    /// <summary>Number of things begun for the incident that a joining would tear off; 0 where they go along.</summary>
    int BegunFor(IncidentId incident);
}
