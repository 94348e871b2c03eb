using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Features.Incidents;

/// <summary>A view's state of what happens on ordinary days and also in an incident, such as what a party is asked: its streams tell of more than the incident, and the timeline takes what is the incident's.</summary>
internal interface ITellsOfIncident
{
    /// <summary>The streams in which something of it stands.</summary>
    IEnumerable<EntityId> StreamsOf(string realm, IncidentId incident);

    /// <summary>Whether an event of these streams is the incident's.</summary>
    bool Tells(Event happened, IncidentId incident);

    /// <summary>A code of what it happened to, such as a party's kind; never a name.</summary>
    string? KindOf(EntityId entity);
}
