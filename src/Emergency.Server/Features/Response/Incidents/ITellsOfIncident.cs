using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// State of a view with things that belong to ordinary days and also to incidents, such as requests to a party. Their
/// streams hold other events too, so the timeline picks those of the incident.
/// </summary>
internal interface ITellsOfIncident
{
    /// <summary>Streams that hold events of the incident.</summary>
    IEnumerable<EntityId> StreamsOf(string realm, IncidentId incident);

    /// <summary>True when an event of these streams belongs to the incident.</summary>
    bool Tells(Event happened, IncidentId incident);

    /// <summary>A code for the kind of the entity, such as a party's kind; never a name.</summary>
    string? KindOf(EntityId entity);
}
