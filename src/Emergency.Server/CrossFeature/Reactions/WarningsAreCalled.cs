using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>
/// A confirmed warning calls the people of the divisions it holds for. A newer version that calls takes over from the older one; what ends it, for all or for some, stops the calls, and who was
/// called hears that it was lifted. Where nobody confirms it in time, who leads the county's shift is called.
/// </summary>
internal sealed class WarningsAreCalled : IReaction
{
    private const int Most = 100_000,
        DeskOrdinal = int.MaxValue;

    public string Name => "warnings-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        return happened.Event switch
        {
            WarningCalled e => Begin(happened, e, known),
            WarningUnattended e => Desk(
                happened,
                known,
                (about, home) => new BeginCall(about, home, known.InForce.Seconds(Deadlines.WarningDeskStep, home), CallRung.Duty, e.At),
                0
            ),
            WarningConfirmed e => Desk(happened, known, (_, _) => new EndCall(CallEnd.Read, e.At), 0),
            WarningLiftedFor e => End(
                happened,
                CallEnd.Lifted,
                e.At,
                known,
                code => e.Divisions.Any(lifted => code.StartsWith(lifted, StringComparison.Ordinal))
            ),
            WarningLifted e => End(happened, CallEnd.Lifted, e.At, known),
            WarningCancelled e => End(happened, CallEnd.Lifted, e.At, known),
            WarningExpired e => End(happened, CallEnd.Expired, e.At, known),
            WarningReplaced e => TakenOver(happened, e, known),
            _ => [],
        };
    }

    // The desk itself: only where nobody there has looked.
    private static IEnumerable<Reacted> Desk(Happened happened, Known known, Func<CallMatter, string, CallCommand> make, int ordinal)
    {
        if (
            known.Of<WarningsKnown>(happened.Entity.Realm).Find(new(Guid.Parse(happened.Entity.Key)))
            is not { State: { Unattended: true, Facts: { } facts } } warning
        )
            yield break;
        yield return To(happened.Entity.Realm, CallKind.Warning, warning.Id.Value, facts.Home, about => make(about, facts.Home), ordinal);
    }

    private static IEnumerable<Reacted> Begin(Happened happened, WarningCalled e, Known known)
    {
        var realm = happened.Entity.Realm;
        var (warning, earlier) = WarningVersions.Of(happened, known);
        if (warning is null)
            yield break;
        for (var i = 0; i < e.Receivers.Count; i++)
        {
            yield return To(
                realm,
                CallKind.Warning,
                warning.Id.Value,
                e.Receivers[i],
                about => new BeginCall(about, e.Receivers[i], e.StepSeconds, CallRung.Duty, e.At),
                i
            );
            for (var j = 0; j < earlier.Count; j++)
                if (earlier[j].State.Called.Contains(e.Receivers[i], StringComparer.Ordinal))
                    yield return To(
                        realm,
                        CallKind.Warning,
                        earlier[j].Id.Value,
                        e.Receivers[i],
                        _ => new EndCall(CallEnd.Replaced, e.At),
                        (j + 1) * Most + i
                    );
        }
    }

    // Whoever was called for an older version is told too: it may be the only one they heard of. Who heard before that it was lifted for them is not told again.
    private static IEnumerable<Reacted> End(
        Happened happened,
        CallEnd cause,
        DateTimeOffset at,
        Known known,
        Func<string, bool>? whom = null
    )
    {
        var realm = happened.Entity.Realm;
        var (warning, earlier) = WarningVersions.Of(happened, known);
        if (warning is null)
            yield break;
        if (whom is null)
            foreach (var one in Desk(happened, known, (_, _) => new EndCall(cause, at), DeskOrdinal))
                yield return one;
        var told = new HashSet<string>(StringComparer.Ordinal);
        var all = earlier.Prepend(warning).ToList();
        for (var j = 0; j < all.Count; j++)
        for (var i = 0; i < all[j].State.Called.Count; i++)
        {
            var receiver = all[j].State.Called[i];
            if (whom is null ? warning.State.IsLiftedFor(receiver) : !whom(receiver))
                continue;
            if (j > 0 && WarningVersions.StillWarned(known.Of<WarningsKnown>(realm), warning, receiver))
                continue;
            yield return To(realm, CallKind.Warning, all[j].Id.Value, receiver, _ => new EndCall(cause, at), 2 * (j * Most + i));
            if (cause == CallEnd.Lifted && told.Add(receiver))
                yield return To(
                    realm,
                    CallKind.Lifting,
                    warning.Id.Value,
                    receiver,
                    about => new BeginCall(about, receiver, known.InForce.Seconds(Deadlines.CallStep, receiver), CallRung.Duty, at),
                    2 * (j * Most + i) + 1
                );
        }
    }

    // The newer version may have called, or have ended, before this one was known to be replaced.
    private static IEnumerable<Reacted> TakenOver(Happened happened, WarningReplaced e, Known known)
    {
        var realm = happened.Entity.Realm;
        var warnings = known.Of<WarningsKnown>(realm);
        if (
            warnings.Find(new(Guid.Parse(happened.Entity.Key))) is not { State: { Facts: { } facts, Called: var called } } older
            || WarningVersions.Newest(warnings, facts.Home, e.With) is not { } newest
        )
            yield break;
        for (var i = 0; i < called.Count; i++)
        {
            if (Ending(newest.State, called[i]) is not { } cause)
                continue;
            yield return To(realm, CallKind.Warning, older.Id.Value, called[i], _ => new EndCall(cause, e.At), 2 * i);
            if (cause == CallEnd.Lifted && !newest.State.Called.Contains(called[i], StringComparer.Ordinal))
                yield return To(
                    realm,
                    CallKind.Lifting,
                    newest.Id.Value,
                    called[i],
                    about => new BeginCall(about, called[i], known.InForce.Seconds(Deadlines.CallStep, called[i]), CallRung.Duty, e.At),
                    2 * i + 1
                );
        }
    }

    private static CallEnd? Ending(Warning newest, string receiver) =>
        newest.Stage switch
        {
            WarningStage.Lifted or WarningStage.Cancelled => CallEnd.Lifted,
            WarningStage.Expired => CallEnd.Expired,
            _ when newest.IsLiftedFor(receiver) => CallEnd.Lifted,
            _ => newest.Called.Contains(receiver, StringComparer.Ordinal) ? CallEnd.Replaced : null,
        };

    private static Reacted To(string realm, CallKind kind, Guid warning, string receiver, Func<CallMatter, CallCommand> make, int ordinal)
    {
        var about = new CallMatter(kind, warning);
        return new(Entities.Call(realm, CallKnown.IdOf(about, receiver)), make(about), ordinal);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
