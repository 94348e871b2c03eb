using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Cases;
using Emergency.Domain.Retaining;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Retaining;

/// <summary>Folds decisions, and the beginnings of terms that no other view has.</summary>
internal sealed class RetentionView : View<RetentionKnown>
{
    public const string View = "retention";

    public override string Name => View;
    public override RetentionKnown Empty => RetentionKnown.None;
    protected override IReadOnlyList<ILights<RetentionKnown>> Lights { get; } = [new RetentionLights()];

    protected override RetentionKnown Fold(RetentionKnown state, Happened happened) =>
        happened.Event switch
        {
            RetentionEvent e => Decided(state, happened, e),
            AccountClosed e => state with { Closed = state.Closed.SetItem(new(happened.Entity.Key), e.At) },
            AccountErased => state with { Closed = state.Closed.Remove(new(happened.Entity.Key)) },
            CaseReceived { Waits: true } e => Waits(state, e.Incident, e.Facts, e.At),
            CaseUpdated { Waits: true } e => Waits(state, e.Incident, e.Facts, e.At),
            // The same case opens an incident beside the messages that waited before.
            CaseReceived e => state with { Cases = state.Cases.Remove(e.Incident) },
            CasePromoted e => state with { Cases = state.Cases.Remove(e.Incident) },
            CaseCancelled e when state.Cases.GetValueOrDefault(e.Incident) is { } one => state with
            {
                Cases = state.Cases.SetItem(e.Incident, one with { Since = e.At }),
            },
            CaseCallersErased e => state with
            {
                Told = state.Told.Remove(e.Incident),
                Cases = state.Cases.GetValueOrDefault(e.Incident) is { } one
                    ? state.Cases.SetItem(e.Incident, one with { Keys = [] })
                    : state.Cases,
            },
            _ => state,
        };

    private static RetentionKnown Decided(RetentionKnown state, Happened happened, RetentionEvent e)
    {
        var key = KeptKey.Of(e.Of);
        return state with
        {
            Decided = state.Decided.SetItem(key, Retention.Evolve(state.Of(key), e)),
            Places = state.Places.SetItem(e.Of.Place, happened.Position.Value),
        };
    }

    private static RetentionKnown Waits(RetentionKnown state, IncidentId id, CaseFacts facts, DateTimeOffset at)
    {
        var told = state.Told.GetValueOrDefault(id, []);
        if (facts.Caller is { } caller)
            told = told.Add(SealedText.KeyOf(caller));
        return state with
        {
            Cases = state.Cases.SetItem(id, new(facts.Key, facts.Community ?? facts.County, at, told)),
            Told = told.IsEmpty ? state.Told : state.Told.SetItem(id, told),
        };
    }
}
