using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Handovers;
using Emergency.Domain.Retaining;
using Emergency.Engine;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Retaining;

/// <summary>Names one thing that is kept.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KeptKey(KeptClass Class, string Subject)
{
    public static KeptKey Of(KeptData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(data.Class, data.Subject);
    }

    /// <summary>What has to be held for it to stay: of callers and visitors their incident.</summary>
    public KeptKey Held => Class switch
    {
        KeptClass.Callers or KeptClass.Case => new(KeptClass.Incident, Subject),
        KeptClass.Visitor => new(KeptClass.Incident, Subject.Split('/')[0]),
        _ => this,
    };

    /// <summary>What an erasure would end; null where a register of its own says whether it is held.</summary>
    public static KeptKey? Of(AskedAct act) => act?.Kind switch
    {
        AskedKind.CallerErasure => new(KeptClass.Callers, act.Subject),
        AskedKind.VisitorErasure => new(KeptClass.Visitor, act.Subject),
        AskedKind.AccountErasure => new(KeptClass.Account, act.Subject),
        AskedKind.MemberErasure => new(KeptClass.Member, act.Subject),
        _ => null,
    };
}

/// <summary>A case that became no incident.</summary>
/// <param name="Place">Its community; the county where that is not known.</param>
/// <param name="Since">Its last message.</param>
/// <param name="Keys">Those its callers are sealed under; empty where nobody was named or they were destroyed.</param>
public sealed record KeptCase(CaseKey Key, string Place, DateTimeOffset Since, ImmutableHashSet<Guid> Keys);

/// <summary>What was decided about data whose term is over, and what no other view keeps of when a term began.</summary>
/// <param name="Closed">When accounts were closed.</param>
/// <param name="Cases">By the incident each would have opened.</param>
/// <param name="Told">What the callers of a case are sealed under, also of messages before it was made an incident, by that incident.</param>
public sealed record RetentionKnown(ImmutableDictionary<KeptKey, Retention> Decided, ImmutableDictionary<AccountId, DateTimeOffset> Closed, ImmutableDictionary<IncidentId, KeptCase> Cases, ImmutableDictionary<IncidentId, ImmutableHashSet<Guid>> Told)
{
    public static readonly RetentionKnown None = new(ImmutableDictionary<KeptKey, Retention>.Empty, ImmutableDictionary<AccountId, DateTimeOffset>.Empty, ImmutableDictionary<IncidentId, KeptCase>.Empty, ImmutableDictionary<IncidentId, ImmutableHashSet<Guid>>.Empty);

    public Retention Of(KeptKey key) => Decided.GetValueOrDefault(key, Retention.None);

    /// <summary>The hold that stands on a day in Asia/Shanghai; null where none does.</summary>
    public DataHold? Hold(KeptKey key, DateOnly today) => Of(key.Held) is { } held && held.IsHeld(today) ? held.Hold : null;

    /// <summary>The last day of the hold that forbids an erasure; null where none does.</summary>
    public DateOnly? HeldUntil(AskedAct act, DateOnly today) => KeptKey.Of(act) is { } key ? Hold(key, today)?.Until : null;
}

/// <summary>That something was decided, without what it is: pages ask for their own list then.</summary>
public sealed record RetentionLight(KeptClass Class);

/// <summary>Folds what was decided, and when the terms began that no other view knows of.</summary>
public sealed class RetentionView : View<RetentionKnown>
{
    public const string View = "retention";

    public override string Name => View;
    public override RetentionKnown Empty => RetentionKnown.None;

    protected override RetentionKnown Fold(RetentionKnown state, Happened happened, Changes changes) => happened.Event switch
    {
        RetentionEvent e => Decided(state, happened, e, changes),
        AccountClosed e => state with { Closed = state.Closed.SetItem(new(happened.Entity.Key), e.At) },
        AccountErased => state with { Closed = state.Closed.Remove(new(happened.Entity.Key)) },
        CaseReceived { Waits: true } e => Waits(state, e.Incident, e.Facts, e.At),
        CaseUpdated { Waits: true } e => Waits(state, e.Incident, e.Facts, e.At),
        // The same case opens an incident beside what waited before.
        CaseReceived e => state with { Cases = state.Cases.Remove(e.Incident) },
        CasePromoted e => state with { Cases = state.Cases.Remove(e.Incident) },
        CaseCancelled e when state.Cases.GetValueOrDefault(e.Incident) is { } one => state with { Cases = state.Cases.SetItem(e.Incident, one with { Since = e.At }) },
        CaseCallersErased e => state with { Told = state.Told.Remove(e.Incident), Cases = state.Cases.GetValueOrDefault(e.Incident) is { } one ? state.Cases.SetItem(e.Incident, one with { Keys = [] }) : state.Cases },
        _ => state,
    };

    private static RetentionKnown Decided(RetentionKnown state, Happened happened, RetentionEvent e, Changes changes)
    {
        var key = KeptKey.Of(e.Of);
        changes.Division(happened.Entity.Realm, e.Of.Place, View, happened.Entity.Key, new RetentionLight(e.Of.Class));
        return state with { Decided = state.Decided.SetItem(key, Retention.Evolve(state.Of(key), e)) };
    }

    private static RetentionKnown Waits(RetentionKnown state, IncidentId id, CaseFacts facts, DateTimeOffset at)
    {
        var told = state.Told.GetValueOrDefault(id, []);
        if (facts.Caller is { } caller) told = told.Add(Sealing.KeyOf(caller));
        return state with { Cases = state.Cases.SetItem(id, new(facts.Key, facts.Community ?? facts.County, at, told)), Told = told.IsEmpty ? state.Told : state.Told.SetItem(id, told) };
    }
}
