using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Orders;
using Emergency.Domain.Responses;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Across.Closing;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Number of hand-overs, orders, running responses and care cases that hang on an incident, counted with each event: the
/// same as <see cref="Joinable.Begun"/> finds in their own views.
/// </summary>
internal sealed record OtherWork(ImmutableDictionary<IncidentId, int> Counts, ImmutableDictionary<string, IncidentId> Responses)
{
    public static readonly OtherWork None = new(
        ImmutableDictionary<IncidentId, int>.Empty,
        ImmutableDictionary.Create<string, IncidentId>(StringComparer.Ordinal)
    );

    public int Of(IncidentId incident) => Counts.GetValueOrDefault(incident);

    /// <summary>
    /// State after an event, and the incident whose count has changed; the same and null where the event concerns no such
    /// work.
    /// </summary>
    public (OtherWork After, IncidentId? Incident) With(Happened happened)
    {
        return happened.Event switch
        {
            HandoverQueued e => (More(e.Facts.Incident, 1), e.Facts.Incident),
            OrderIssued { Facts.Incident: { } incident } => (More(incident, 1), incident),
            CareOpened { Incident: { } incident } => (More(incident, 1), incident),
            ResponseStarted { Facts.Incident: { } incident } => (
                More(incident, 1) with
                {
                    Responses = Responses.SetItem(happened.Entity.Key, incident),
                },
                incident
            ),
            ResponseTerminated when Responses.TryGetValue(happened.Entity.Key, out var incident) => (
                More(incident, -1) with
                {
                    Responses = Responses.Remove(happened.Entity.Key),
                },
                incident
            ),
            _ => (this, null),
        };
    }

    private OtherWork More(IncidentId incident, int by) =>
        this with
        {
            Counts = Counts.SetItem(incident, Counts.GetValueOrDefault(incident) + by),
        };
}
