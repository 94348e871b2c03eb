using static Emergency.Domain.Decision;

namespace Emergency.Domain.Protection;

public sealed partial record ProtectionCase
{
    public static Decision Decide(ProtectionCase state, Command command) =>
        command switch
        {
            Remind c => Of(Reminded(state, c)),
            EraseProtection c => state.Stage is ProtectionStage.None or ProtectionStage.Erased ? Nothing : new ProtectionErased(c.At),
            ProtectionCommand when state.Stage == ProtectionStage.Erased => Reject(Over),
            OpenProtection c => Open(state, c),
            ProtectionCommand when state.Stage == ProtectionStage.None => Reject(Unknown),
            ReadProtection c => IsNoted(state.LastRead, c) ? Nothing : new ProtectionRead(c.By, c.At),
            ReopenProtection when state.IsOpen => Reject(StillOpen),
            ReopenProtection c => Again(state, c, ProtectionSource.Hand, null, c.Told, c.Days, c.By, c.At),
            ProtectionCommand when !state.IsOpen => Reject(Over),
            AssessProtection c => Assessed(state, c),
            NoteProtection c => new ProtectionNoted(c.Told, c.By, c.At),
            AssignProtection c => state.Member == c.Member ? Nothing : new ProtectionAssigned(c.Member, c.By, c.At),
            ReferProtection c => Referred(state, c),
            AnswerReferral c => state.Referrals.FirstOrDefault(one => one.No == c.No) is not { } referral ? Reject(UnknownReferral)
            : referral.Taken is not null ? Nothing
            : Then(
                state,
                c,
                Less(state, ProtectionStep.Referral, c.No),
                (o, d) => new ReferralAnswered(c.No, c.Taken, c.Told, o, d, c.By, c.At)
            ),
            OfferTransfer c when c.To == state.Community => Reject(SameCommunity),
            OfferTransfer c when c.To == state.Offered => Nothing,
            OfferTransfer or AskClosing when state.Closing is not null || state.Offered is not null => Reject(Waiting),
            OfferTransfer c => Then(
                state,
                c,
                state.Owed.Add(new(ProtectionStep.Transfer, 0, Within(c.At, c.Days))),
                (o, d) => new TransferOffered(c.To, c.Told, o, d, c.By, c.At)
            ),
            AcceptTransfer c => state.Offered == c.Community ? Accepted(state, c) : Reject(NotOffered),
            RefuseTransfer or WithdrawTransfer when state.Offered is null => Reject(NotOffered),
            RefuseTransfer c => Then(
                state,
                c,
                Less(state, ProtectionStep.Transfer),
                (o, d) => new TransferRefused(c.Told, o, d, c.By, c.At)
            ),
            WithdrawTransfer c => Then(state, c, Less(state, ProtectionStep.Transfer), (o, d) => new TransferWithdrawn(o, d, c.By, c.At)),
            AskClosing c => Then(
                state,
                c,
                state.Owed.Add(new(ProtectionStep.Closing, 0, Within(c.At, c.Days))),
                (o, d) => new ClosingAsked(c.Reason, c.Told, o, d, c.By, c.At)
            ),
            ApproveClosing or RefuseClosing when state.Closing is null => Reject(NotAsked),
            ApproveClosing c => c.By.Account == state.Closing!.By.Account
                ? Reject(OwnRequest)
                : new ProtectionClosed(state.Closing.Reason, c.By, c.At),
            RefuseClosing c when c.By.Account == state.Closing!.By.Account => Reject(OwnRequest),
            RefuseClosing c => Then(state, c, Less(state, ProtectionStep.Closing), (o, d) => new ClosingRefused(c.Told, o, d, c.By, c.At)),
            ProtectionCommand when state.Stage == ProtectionStage.Opened => Reject(NotAssessed),
            PlanProtection c => Planned(state, c),
            SettleService c => state.Services.FirstOrDefault(one => one.No == c.No) is not { } service ? Reject(UnknownService)
            : service.Given is not null ? Nothing
            : Then(
                state,
                c,
                Less(state, ProtectionStep.Service, c.No),
                (o, d) => new ServiceSettled(c.No, c.Given, c.Told, o, d, c.By, c.At)
            ),
            FollowUp c when c.SeenAt > c.At => Reject(Future),
            FollowUp c => Then(state, c, Seen(state, c), (o, d) => new ProtectionFollowedUp(c.Means, c.Told, c.SeenAt, o, d, c.By, c.At)),
            _ => throw new Unforeseen(command),
        };

    private static Decision Open(ProtectionCase state, OpenProtection c)
    {
        var owed = new OwedStep(ProtectionStep.Assess, 0, Within(c.At, c.Days));
        if (state.Stage == ProtectionStage.None)
            return Then(
                state with
                {
                    Community = c.Community,
                },
                c,
                [owed],
                (o, d) => new ProtectionOpened(c.Person, c.Community, c.Source, c.Cause, c.Told, o, d, c.By, c.At)
            );
        if (c.Source == ProtectionSource.Hand)
            return Reject(state.IsOpen ? AlreadyOpen : ClosedBefore);
        if (c.Cause is not null && state.Causes.Contains(c.Cause, StringComparer.Ordinal))
            return Nothing;
        // A report about a child whose case is closed reopens it: nobody waits for a form.
        if (!state.IsOpen)
            return Again(state, c, c.Source, c.Cause, c.Told, c.Days, c.By, c.At);
        var look = state.Stage == ProtectionStage.Opened ? ProtectionStep.Assess : ProtectionStep.FollowUp;
        return Then(
            state,
            c,
            Sooner(state, new(look, 0, owed.Before)),
            (o, d) => new ProtectionSignNoted(c.Source, c.Cause, o, d, c.By, c.At)
        );
    }

    private static Decision Again(
        ProtectionCase state,
        Command c,
        ProtectionSource source,
        string? cause,
        Sealed? told,
        int days,
        By by,
        DateTimeOffset at
    ) =>
        Then(
            state,
            c,
            [new(ProtectionStep.Assess, 0, Within(at, days))],
            (o, d) => new ProtectionReopened(source, cause, told, o, d, by, at)
        );

    private static Decision Assessed(ProtectionCase state, AssessProtection c)
    {
        ListOf<OwedStep> left =
        [
            .. Less(state, ProtectionStep.Assess).Where(one => one.Step != ProtectionStep.FollowUp),
            new(ProtectionStep.FollowUp, 0, Within(c.At, c.FirstDays)),
        ];
        var plans = state.Stage == ProtectionStage.Opened;
        ListOf<OwedStep> owed = plans ? left.Add(new(ProtectionStep.Plan, 0, Within(c.At, c.PlanDays))) : left;
        return Then(state, c, owed, (o, d) => new ProtectionAssessed(c.Level, c.Told, o, d, c.By, c.At));
    }

    private static Decision Planned(ProtectionCase state, PlanProtection c)
    {
        ListOf<ProtectionService> given = [.. state.Services.Where(one => one.Given is not null)];
        var last = state.Services.Select(one => one.No).DefaultIfEmpty().Max();
        ListOf<ProtectionService> open =
        [
            .. c.Services.Select(
                (one, at) => new ProtectionService(last + at + 1, one.Kind, one.Who, Later(one.Until, Shanghai.Day(c.At)))
            ),
        ];
        ListOf<OwedStep> owed =
        [
            .. state.Owed.Where(one => one.Step is not (ProtectionStep.Plan or ProtectionStep.Service)),
            .. open.Select(one => new OwedStep(ProtectionStep.Service, one.No, one.Until)),
        ];
        return Then(state, c, owed, (o, d) => new ProtectionPlanned(c.Goals, [.. given, .. open], o, d, c.By, c.At));
    }

    private static Decision Referred(ProtectionCase state, ReferProtection c)
    {
        var no = state.Referrals.Select(one => one.No).DefaultIfEmpty().Max() + 1;
        return Then(
            state,
            c,
            state.Owed.Add(new(ProtectionStep.Referral, no, Within(c.At, c.Days))),
            (o, d) => new ProtectionReferred(no, c.Kind, c.Told, o, d, c.By, c.At)
        );
    }

    private static Decision Accepted(ProtectionCase state, AcceptTransfer c) =>
        Then(
            state with
            {
                Community = c.Community,
            },
            c,
            Less(state, ProtectionStep.Transfer),
            (o, d) => new TransferAccepted(c.Community, o, d, c.By, c.At)
        );

    // A follow-up reported late, after a newer one, moves nothing.
    private static ListOf<OwedStep> Seen(ProtectionCase state, FollowUp c) =>
        state.FollowedAt > c.SeenAt
            ? state.Owed
            : Less(state, ProtectionStep.FollowUp).Add(new(ProtectionStep.FollowUp, 0, Later(c.Next, Shanghai.Day(c.At).AddDays(1))));

    /// <summary>Makes the event, with all steps owed after it and the time at which the first of them is reported.</summary>
    private static Decision Then(
        ProtectionCase state,
        Command c,
        ListOf<OwedStep> owed,
        Func<ListOf<OwedStep>, DateTimeOffset?, OwedChanged> made
    ) => made(owed, DueOf(c, state.Community, owed));

    private static ListOf<OwedStep> Less(ProtectionCase state, ProtectionStep step, int no = 0) =>
        [.. state.Owed.Where(one => one.Step != step || one.No != no)];

    private static ListOf<OwedStep> Sooner(ProtectionCase state, OwedStep step) =>
        state.Owed.Any(one => one.Step == step.Step && one.Before <= step.Before) ? state.Owed : Less(state, step.Step).Add(step);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Within(DateTimeOffset at, int days) => Shanghai.Day(at).AddDays(Math.Clamp(days, 1, 366));

    private static DateTimeOffset? DueOf(Command c, string community, ListOf<OwedStep> owed) =>
        owed.Select(one => Clock(c, community, one)).Min();

    // On its day the step is due for the member in charge; days later it is referred to the supervisor, then to civil affairs.
    private static DateTimeOffset? Clock(Command c, string community, OwedStep step) =>
        step.Level switch
        {
            0 => Morning(c, community, step.Before),
            1 => Morning(c, community, step.Before) + c.InForce.Time(Deadlines.ProtectionSupervisor, community),
            2 => Morning(c, community, step.Before) + c.InForce.Time(Deadlines.ProtectionCivilAffairs, community),
            _ => null,
        };

    private static DateTimeOffset Morning(Command c, string community, DateOnly day) =>
        Shanghai.At(day, c.InForce.Value(Deadlines.ProtectionMorning, community));

    private static IEnumerable<Event> Reminded(ProtectionCase state, Remind c)
    {
        var owed = state.Owed;
        for (var at = 0; at < owed.Count; at++)
            while (Clock(c, state.Community, owed[at]) <= c.At)
            {
                var told = owed[at] with { Level = owed[at].Level + 1 };
                owed = [.. owed.Select((one, n) => n == at ? told : one)];
                yield return new ProtectionLate(told.Step, told.No, told.Level, owed, DueOf(c, state.Community, owed), c.At);
            }
    }

    public static ProtectionCase Evolve(ProtectionCase state, Event happened) =>
        happened switch
        {
            ProtectionOpened e => Owing(None, e) with
            {
                Stage = ProtectionStage.Opened,
                Person = e.Person,
                Community = e.Community,
                Causes = e.Cause is { } cause ? [cause] : [],
            },
            ProtectionSignNoted e => Owing(state, e) with { Causes = With(state, e.Cause) },
            ProtectionAssessed e => Owing(state, e) with
            {
                Stage = state.Stage == ProtectionStage.Planned ? state.Stage : ProtectionStage.Assessed,
                Level = e.Level,
            },
            ProtectionPlanned e => Owing(state, e) with { Stage = ProtectionStage.Planned, Services = e.Services },
            ServiceSettled e => Owing(state, e) with
            {
                Services = [.. state.Services.Select(one => one.No == e.No ? one with { Given = e.Given } : one)],
            },
            ProtectionFollowedUp e => Owing(state, e) with { FollowedAt = state.FollowedAt > e.SeenAt ? state.FollowedAt : e.SeenAt },
            ProtectionNoted => state,
            ProtectionAssigned e => state with { Member = e.Member },
            TransferOffered e => Owing(state, e) with { Offered = e.To },
            TransferAccepted e => Owing(state, e) with { Offered = null, Community = e.Community, Member = null },
            TransferRefused e => Owing(state, e) with { Offered = null },
            TransferWithdrawn e => Owing(state, e) with { Offered = null },
            ProtectionReferred e => Owing(state, e) with { Referrals = state.Referrals.Add(new(e.No, e.Kind)) },
            ReferralAnswered e => Owing(state, e) with
            {
                Referrals = [.. state.Referrals.Select(one => one.No == e.No ? one with { Taken = e.Taken } : one)],
            },
            ClosingAsked e => Owing(state, e) with { Closing = new(e.Reason, e.By) },
            ClosingRefused e => Owing(state, e) with { Closing = null },
            ProtectionClosed e => Owing(state, e) with { Stage = ProtectionStage.Closed, Closing = null, Offered = null },
            ProtectionReopened e => Owing(state, e) with
            {
                Stage = ProtectionStage.Opened,
                Level = null,
                FollowedAt = null,
                Services = [],
                Referrals = [],
                Closing = null,
                Offered = null,
                Causes = With(state, e.Cause),
            },
            ProtectionLate e => Owing(state, e),
            ProtectionRead e => state with { LastRead = new(e.By.Account, Shanghai.Day(e.At)) },
            ProtectionErased e => Owing(state, e) with { Stage = ProtectionStage.Erased, Closing = null, Offered = null },
            _ => throw new Unforeseen(happened),
        };

    // An opening is recorded once a day while the same account opens the case.
    private static bool IsNoted(ProtectionReader? last, ReadProtection c) =>
        last is not null && last.Account == c.By.Account && Shanghai.Day(c.At) <= last.Day;

    private static ProtectionCase Owing(ProtectionCase state, OwedChanged e) => state with { Owed = e.Owed, Due = e.Due };

    private static ListOf<string> With(ProtectionCase state, string? cause) =>
        cause is null || state.Causes.Contains(cause, StringComparer.Ordinal) ? state.Causes : state.Causes.Add(cause);
}
