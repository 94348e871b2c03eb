using static Emergency.Domain.Decision;

namespace Emergency.Domain.Warnings;

public sealed partial record Warning
{
    /// <summary>Name of the due time of the desk's confirmation, beside that of the expiry.</summary>
    internal const string Confirmation = "confirmation";

    public static Decision Decide(Warning state, Command command) =>
        command switch
        {
            Remind c => Of(Remind(state, c.At)),
            ReceiveWarning c => state.Stage == WarningStage.None ? Of(Receive(state, c)) : Nothing,
            ReceiveCancellation c => state.Stage == WarningStage.None
                ? new CancellationReceived(c.Home, c.Key, c.Status, c.References, c.By, c.At, c.Unlisted, c.Said, c.Rest)
                : Nothing,
            ReplaceWarning c => End(
                state,
                c.Target,
                new(WarningStage.Replaced, c.With, c.Status),
                c.Unlisted is true,
                c.By,
                c.Decided,
                c.At
            ),
            CancelWarning c => End(
                state,
                c.Target,
                new(WarningStage.Cancelled, c.With, c.Status),
                c.Unlisted is true,
                c.By,
                c.Decided,
                c.At
            ),
            LiftByMessage c => Lift(state, c),
            SettleWaiting c => state.Waits ? Of(Settle(state, c)) : Reject(NotWaiting),
            WarningCommand when state.Facts is null => Reject(Unknown),
            LiftWarning when state.Stage == WarningStage.Lifted => Nothing,
            ConfirmWarning c when state.ConfirmedBy is not null && New(state, c).Count == 0 => Nothing,
            ConfirmWarning when !state.Facts.Actual => Reject(NotActual),
            AcceptEnding c when state.Ended?.By == c.With => Nothing,
            DeclineEnding c when state.Declined.Contains(c.With) => Nothing,
            LiftFor when state.Stage == WarningStage.Lifted => Nothing,
            WarningCommand when !state.Running => Reject(Over),
            ConfirmWarning when !state.Facts.Reaches => Reject(ReachesNobody),
            ConfirmWarning { Placed: false, Calls.Count: > 0 } when state.Facts.AsksWhere => Reject(AsksWhere),
            ConfirmWarning c => Of(Confirm(state, c)),
            LiftWarning c => Of(Ending(state, new WarningLifted(c.By, c.At), c.At)),
            LiftFor c => For(state, c.Divisions, c.By, c.At),
            AcceptEnding c => Asked(
                state,
                c.With,
                asked => Of([new EndingAccepted(c.With, c.By, c.At), .. Ending(state, Ends(asked, c.By, c.At), c.At)])
            ),
            DeclineEnding c => Asked(state, c.With, _ => new EndingDeclined(c.With, c.By, c.At)),
            _ => throw new Unforeseen(command),
        };

    private static IEnumerable<Event> Remind(Warning state, DateTimeOffset at)
    {
        if (!state.Running)
            yield break;
        if (state.Facts!.Until <= at)
            foreach (var one in Ending(state, new WarningExpired(at), at))
                yield return one;
        else if (state.ConfirmBy <= at)
            yield return new WarningUnattended(at);
    }

    // A warning that is over needs no confirmation.
    private static IEnumerable<Event> Ending(Warning state, Event end, DateTimeOffset at) =>
        state.ConfirmBy is null ? [end] : [end, new ConfirmationAwaited(null, at)];

    private static IEnumerable<Event> Receive(Warning state, ReceiveWarning c)
    {
        var ended = EndForetold(state, c.Facts, c.By) is not null;
        var expired = !ended && c.Facts.Until <= c.At;
        yield return new WarningReceived(c.Facts, ended || expired ? null : c.Facts.Until, c.Position, c.By, c.At, c.Rest);
        if (expired)
            yield return new WarningExpired(c.At);
        if (!ended && !expired && c.Facts is { Actual: true, Reaches: true })
            yield return new ConfirmationAwaited(c.At + c.InForce.Time(Deadlines.WarningConfirmed, c.Facts.Home), c.At);
    }

    private static ListOf<string> New(Warning state, ConfirmWarning c) =>
        [.. c.Calls.Distinct(StringComparer.Ordinal).Except(state.Called, StringComparer.Ordinal).Where(code => !state.IsLiftedFor(code))];

    private static IEnumerable<Event> Confirm(Warning state, ConfirmWarning c)
    {
        if (state.ConfirmedBy is null)
            yield return new WarningConfirmed(c.By, c.At);
        if (state.ConfirmBy is not null)
            yield return new ConfirmationAwaited(null, c.At);
        if (New(state, c) is { Count: > 0 } receivers)
            yield return new WarningCalled(receivers, c.StepSeconds, c.By, c.At);
    }

    // A sender's name in a message proves nothing: to end a warning, the message must be of its own sender, listed by the desk, and brought
    // by the account that brought the warning.
    private static Decision End(Warning state, MessageKey target, LaterWord ending, bool unlisted, By? by, bool decided, DateTimeOffset at)
    {
        var own = decided || IsOwn(state, target, ending.By, unlisted, by);
        if (state.Stage == WarningStage.None && own)
            return state.Foretold.Any(one => one.Word.Status == ending.Status && one.By?.Account == by?.Account)
                ? Nothing
                : Of([Ends(ending, by, at)]);
        if (state.Facts is { } facts && facts.Status != ending.Status)
            return Reject(AnotherStatus);
        if (state.Stage != WarningStage.None && !state.Running)
            return Nothing;
        if (own)
            return Of(Ending(state, Ends(ending, by, at), at));
        return state.Questions.Contains(ending) || state.Declined.Contains(ending.By) ? Nothing : new EndingAsked(ending, at);
    }

    private static bool IsOwn(Warning state, MessageKey target, MessageKey with, bool unlisted, By? by) =>
        target.Sender == with.Sender
        && !unlisted
        && by is not null
        && state.Facts?.ByHand != true
        && (state.Stage == WarningStage.None || state.BroughtBy?.Account == by.Account);

    // Another sender's partial lifting is decided by a person with the rest of its message.
    private static Decision Lift(Warning state, LiftByMessage c) =>
        state.Running && state.Facts!.Status == c.Status && IsOwn(state, c.Target, c.With, c.Unlisted is true, c.By)
            ? For(state, c.Divisions, c.By, c.At)
            : Nothing;

    private static Decision For(Warning state, ListOf<string> divisions, By by, DateTimeOffset at) =>
        divisions.Distinct(StringComparer.Ordinal).Except(state.LiftedFor, StringComparer.Ordinal).ToList() is { Count: > 0 } more
            ? new WarningLiftedFor([.. more], by, at)
            : Nothing;

    private static IEnumerable<Event> Settle(Warning state, SettleWaiting c)
    {
        yield return new WaitingSettled(c.Ends, c.Lifts, c.By, c.At);
        if (c.Lifts && state.Running)
            foreach (var one in Ending(state, new WarningLifted(c.By, c.At), c.At))
                yield return one;
    }

    /// <summary>Finds the word that came before the message and ends it; words brought by another account are asked.</summary>
    private static LaterWord? EndForetold(Warning state, WarningFacts facts, By by) =>
        state.Foretold.FirstOrDefault(one => one.Word.Status == facts.Status && (one.By is null || one.By.Account == by.Account))?.Word;

    private static Event Ends(LaterWord ending, By? by, DateTimeOffset at) =>
        ending.Stage == WarningStage.Replaced
            ? new WarningReplaced(ending.By, ending.Status, at, by)
            : new WarningCancelled(ending.By, ending.Status, at, by);

    private static Decision Asked(Warning state, MessageKey with, Func<LaterWord, Decision> decide) =>
        state.Questions.FirstOrDefault(one => one.By == with) is { } asked ? decide(asked) : Reject(NoQuestion);

    public static Warning Evolve(Warning state, Event happened) =>
        happened switch
        {
            WarningReceived e => Received(state, e),
            CancellationReceived e => state with
            {
                Stage = WarningStage.Cancellation,
                TakesBack = e with { Rest = null },
                BroughtBy = e.By,
                Waits = e is { Said: not null, References.Count: 0, Status: WarningStatus.Actual },
            },
            WaitingSettled => state with { Waits = false },
            WarningReplaced e => After(state, new(WarningStage.Replaced, e.With, e.Status), e.By),
            WarningCancelled e => After(state, new(WarningStage.Cancelled, e.With, e.Status), e.By),
            ConfirmationAwaited e => state with { ConfirmBy = e.Due },
            WarningUnattended => state with { ConfirmBy = null, Unattended = true },
            WarningConfirmed e => state with { ConfirmedBy = e.By, ConfirmedAt = e.At },
            WarningCalled e => state with { Called = [.. state.Called, .. e.Receivers] },
            WarningLiftedFor e => state with { LiftedFor = [.. state.LiftedFor, .. e.Divisions] },
            WarningLifted => state with { Stage = WarningStage.Lifted, Waits = false },
            WarningExpired => state with { Stage = WarningStage.Expired, Waits = false },
            EndingAsked e => state with { Questions = state.Questions.Add(e.Ending) },
            EndingAccepted e => Answered(state, e.With),
            EndingDeclined e => Answered(state, e.With) with { Declined = state.Declined.Add(e.With) },
            _ => throw new Unforeseen(happened),
        };

    private static Warning Answered(Warning state, MessageKey with) =>
        state with
        {
            Questions = [.. state.Questions.Where(one => one.By != with)],
        };

    private static Warning Received(Warning state, WarningReceived e)
    {
        var (facts, ended) = (e.Facts, EndForetold(state, e.Facts, e.By));
        return state with
        {
            Facts = facts,
            BroughtBy = e.By,
            Stage = ended?.Stage ?? WarningStage.InForce,
            Ended = ended,
            Waits = ended is null && facts is { Doubt: not null, Actual: true, Reaches: true },
            Questions =
            [
                .. state
                    .Questions.Concat(ended is null ? state.Foretold.Select(one => one.Word) : [])
                    .Where(one => one.Status == facts.Status),
            ],
        };
    }

    private static Warning After(Warning state, LaterWord ending, By? by) =>
        state.Facts is null
            ? state with
            {
                Foretold = state.Foretold.Add(new(ending, by)),
            }
            : state with
            {
                Stage = ending.Stage,
                Ended = ending,
                Waits = false,
            };
}
