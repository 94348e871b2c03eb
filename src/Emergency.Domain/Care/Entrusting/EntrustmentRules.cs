using static Emergency.Domain.Decision;

namespace Emergency.Domain.Entrusting;

public sealed partial record Entrustment
{
    private static CheckTable Table => CheckTable.BuiltIn;

    public static Decision Decide(Entrustment state, Command command) =>
        command switch
        {
            Remind c => Of(Reminded(state, c)),
            // A report of suspected harm is accepted in any stage: it waits for no entrustment and no letter.
            MakeReport c => Reported(state, c),
            AddToReport c => state.Reports.Contains(c.Report) ? new HarmReportAdded(c.Report, c.Told, c.By, c.At) : Reject(UnknownReport),
            AnswerReport c => Answered(state, c),
            NoteContact c when c.Day > Shanghai.Day(c.At) => Reject(Future),
            NoteContact c => new ContactNoted(c.Person, c.Community, c.Day, c.Spoke, c.By, c.At),
            PlanEntrustment c => Plan(state, c),
            EndEntrustment c => state.Stage == EntrustmentStage.Running ? Of(End(state, c)) : Nothing,
            MakeCheck c when c.SeenAt > c.At => Reject(Future),
            MakeCheck c => Begun(state, c, c.Person, c.Community, c.At, now => Made(now, c)),
            AskCheck c => Begun(state, c, c.Person, c.Community, c.At, now => Ask(now, c)),
            SendLetter c => Begun(state, c, c.Person, c.Community, c.At, now => [Sent(now, c)]),
            AnswerLetter c when state.Stage != EntrustmentStage.Running => Reject(state.Stage == EntrustmentStage.None ? Unknown : Over),
            AnswerLetter c => state.Letters.Any(letter => letter.To == c.To && letter.Sent) ? Answered(state, c) : Reject(NotSent),
            _ => throw new Unforeseen(command),
        };

    // A child in somebody's care counts as entrusted even without an entry in the register.
    private static Decision Begun(
        Entrustment state,
        Command c,
        PersonId person,
        string community,
        DateTimeOffset at,
        Func<Entrustment, IEnumerable<Event>> then
    )
    {
        if (state.Stage == EntrustmentStage.Running)
            return Of(then(state));
        var begun = First(c, person, community, null, null, at);
        return Of([begun, .. then(Evolve(state, begun))]);
    }

    private static EntrustmentPlanned First(Command c, PersonId person, string community, DateOnly? from, DateOnly? to, DateTimeOffset at)
    {
        var today = Shanghai.Day(at);
        var day = from > today ? from.Value : today;
        // An entrustment that ended before it was known here is checked now: nothing becomes due in the past.
        var next =
            to < day
                ? new PlannedCheck(CheckReason.End, today, today.AddDays(Table.EndDays))
                : new PlannedCheck(CheckReason.Start, day, Sooner(day.AddDays(Table.StartDays), to));
        return new(person, community, from, to, next, Morning(c, community, next.Day), at);
    }

    private static Decision Plan(Entrustment state, PlanEntrustment c)
    {
        if (state.Stage != EntrustmentStage.Running)
            return First(c, c.Person, c.Community, c.From, c.To, c.At);
        if ((state.From, state.To) == (c.From, c.To))
            return Nothing;
        // Another carer, or the first written entrustment, begins a new entrustment.
        if (state.From != c.From)
            return First(c, c.Person, c.Community, c.From, c.To, c.At);
        var today = Shanghai.Day(c.At);
        var next =
            state.Next is { Reason: not (CheckReason.Term or CheckReason.End) } open ? open
            : state.Next is { Reason: CheckReason.Term } term && term.Day <= today ? term
            : c.To < today && !(state.Checked >= c.To) ? new(CheckReason.End, today, today.AddDays(Table.EndDays))
            : After(Later(state.Checked ?? today, today.AddDays(-1)), c.To);
        return next == state.Next
            ? new EntrustmentPlanned(c.Person, c.Community, c.From, c.To, next, state.Due, c.At)
            : new EntrustmentPlanned(c.Person, c.Community, c.From, c.To, next, MorningOf(c, c.Community, next), c.At);
    }

    /// <summary>Returns the check after one on a day: the next term's, or the one at the end of the entrustment where that is sooner; null
    /// after the end.</summary>
    private static PlannedCheck? After(DateOnly day, DateOnly? to)
    {
        if (to <= day)
            return null;
        var term = Table.NextTerm(day);
        return to <= term.Day ? new(CheckReason.End, to.Value, to.Value) : term;
    }

    private static DateOnly Sooner(DateOnly one, DateOnly? other) => other < one ? other.Value : one;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateTimeOffset Morning(Command c, string community, DateOnly day) =>
        Shanghai.At(day, c.InForce.Value(Deadlines.CheckMorning, community));

    private static DateTimeOffset? MorningOf(Command c, string community, PlannedCheck? next) =>
        next is null ? null : Morning(c, community, next.Day);

    private static IEnumerable<Event> Ask(Entrustment state, AskCheck c)
    {
        if (!state.Signs.Contains(c.Cause, StringComparer.Ordinal))
        {
            var today = Shanghai.Day(c.At);
            var sign = new PlannedCheck(CheckReason.Sign, today, today.AddDays(Table.SignDays));
            var sooner = state.Next is { } next && next.Before <= sign.Before && next.Day <= today ? next : sign;
            yield return new CheckAsked(
                c.Cause,
                sooner,
                sooner == state.Next ? state.Due : Morning(c, state.Community, sooner.Day),
                c.By,
                c.At
            );
        }
        if (c.Harm && state.Asked is null)
            yield return new HarmReportAsked(c.Cause, c.At + c.InForce.Time(Deadlines.HarmReported, state.Community), c.By, c.At);
    }

    private static IEnumerable<Event> Made(Entrustment state, MakeCheck c)
    {
        var day = Shanghai.Day(c.SeenAt);
        // A check reported late, after a newer one, moves nothing.
        if (state.CheckedAt > c.SeenAt)
            yield return new CheckMade(c.Judgement, c.Told, c.SeenAt, null, state.Next, state.Due, c.By, c.At);
        else
        {
            var settled = state.Next is { } open && open.Day <= day ? open.Reason : (CheckReason?)null;
            var next =
                c.Judgement != CheckJudgement.Good
                    ? Again(Sooner(day.AddDays(Table.AgainDays), state.To > day ? state.To : null))
                    : Planned(state, day);
            yield return new CheckMade(
                c.Judgement,
                c.Told,
                c.SeenAt,
                settled,
                next,
                next is not null && next == state.Next ? state.Due : MorningOf(c, state.Community, next),
                c.By,
                c.At
            );
        }
        if (Missing(state, c.Letters) is { Count: > 0 } missing)
        {
            ListOf<Letter> open = [.. state.Letters, .. missing.Select(owed => new Letter(owed.To, false, owed.Before))];
            yield return new LettersAsked(open, DueOf(c, state.Community, open), c.At);
        }
    }

    private static PlannedCheck Again(DateOnly day) => new(CheckReason.Again, day, day);

    // A check before its day does not move the fixed day of an end, or the beginning of a coming entrustment.
    private static PlannedCheck? Planned(Entrustment state, DateOnly day) =>
        state.From > day ? new(CheckReason.Start, state.From.Value, state.From.Value.AddDays(Table.StartDays)) : After(day, state.To);

    private static List<OwedLetter> Missing(Entrustment state, ListOf<OwedLetter> asked) =>
        [.. asked.DistinctBy(owed => owed.To).Where(owed => state.Letters.All(letter => letter.To != owed.To))];

    private static LetterSent Sent(Entrustment state, SendLetter c) =>
        new(c.To, c.Way, c.Words, c.Proof, c.ReplyBefore, DueOf(c, state.Community, With(state, c.To, c.ReplyBefore)), c.By, c.At);

    private static ListOf<Letter> With(Entrustment state, LetterTo to, DateTimeOffset before) =>
        [.. state.Letters.Where(letter => letter.To != to), new Letter(to, true, before)];

    private static LetterAnswered Answered(Entrustment state, AnswerLetter c) =>
        new(c.To, c.Answer, c.Proof, DueOf(c, state.Community, Without(state, c.To)), c.By, c.At);

    private static ListOf<Letter> Without(Entrustment state, LetterTo to) => [.. state.Letters.Where(letter => letter.To != to)];

    private static DateTimeOffset? DueOf(Command c, string community, ListOf<Letter> letters) =>
        letters.Select(letter => Clock(c, community, letter)).Min();

    // The letter is referred to the child director when it is late, after three more days to the secretary, after seven to the street.
    private static DateTimeOffset? Clock(Command c, string community, Letter letter) =>
        letter.Level switch
        {
            0 => letter.Before,
            1 => letter.Before + c.InForce.Time(Deadlines.CheckSecretary, community),
            2 => letter.Before + c.InForce.Time(Deadlines.CheckStreet, community),
            _ => null,
        };

    private static IEnumerable<Event> End(Entrustment state, EndEntrustment c)
    {
        yield return new EntrustmentEnded(c.Why, c.At);
        if (state.Letters.Count > 0)
            yield return new LettersAsked([], null, c.At);
    }

    private static IEnumerable<Event> Reminded(Entrustment state, Remind c)
    {
        if (state is { Stage: EntrustmentStage.Running, Next: { } next })
            foreach (var late in Late(state, c, next))
                yield return late;
        var letters = state.Letters;
        foreach (var to in state.Letters.Select(letter => letter.To))
            while (letters.First(one => one.To == to) is var letter && Clock(c, state.Community, letter) <= c.At)
            {
                var told = letter with { Level = letter.Level + 1 };
                letters = [.. letters.Select(one => one.To == to ? told : one)];
                yield return new LetterLate(to, letter.Sent, told.Level, DueOf(c, state.Community, letters), c.At);
            }
        foreach (var late in LateAnswers(state, c))
            yield return late;
        if (state.Asked is not { } asked)
            yield break;
        for (var (level, due) = (asked.Level, asked.Due); due <= c.At; )
        {
            level++;
            due = level == 1 ? due + c.InForce.Time(Deadlines.HarmReported, state.Community) : null;
            yield return new HarmReportLate(level, due, c.At);
        }
    }

    private static IEnumerable<Event> Late(Entrustment state, Remind c, PlannedCheck next)
    {
        var (level, due, over) = (state.LateLevel, state.Due, Morning(c, state.Community, next.Before.AddDays(1)));
        while (due <= c.At)
        {
            level++;
            due = level switch
            {
                1 => over,
                2 => over + c.InForce.Time(Deadlines.CheckSecretary, state.Community),
                3 => over + c.InForce.Time(Deadlines.CheckStreet, state.Community),
                _ => null,
            };
            yield return new CheckLate(level, next, due, c.At);
        }
    }

    public static Entrustment Evolve(Entrustment state, Event happened) =>
        happened switch
        {
            EntrustmentPlanned e => Planned(state, e),
            CheckAsked e => Timed(state, e) with { Signs = state.Signs.Add(e.Cause) },
            CheckMade e => state.CheckedAt > e.SeenAt ? state : Timed(state, e) with { CheckedAt = e.SeenAt, Signs = [] },
            CheckLate e => state with { LateLevel = e.Level, Due = e.Due },
            LettersAsked e => state with { Letters = e.Open },
            LetterSent e => state with { Letters = With(state, e.To, e.ReplyBefore) },
            LetterAnswered e => state with { Letters = Without(state, e.To) },
            LetterLate e => state with
            {
                Letters = [.. state.Letters.Select(letter => letter.To == e.To ? letter with { Level = e.Level } : letter)],
            },
            HarmReportAsked e => state with { Asked = new(e.Cause, e.At, e.Due) },
            HarmReportLate e => state with { Asked = state.Asked is { } asked ? asked with { Level = e.Level, Due = e.Due } : null },
            HarmReported e => state with { Reports = state.Reports.Add(e.Report), Receivers = Told(state, e), Asked = null },
            HarmReportAnswered e => state with { Receivers = Heard(state, e) },
            HarmAnswersAwaited e => state with { Awaited = e.Open },
            HarmAnswerLate e => state with { Awaited = Later(state, e) },
            HarmReportAdded or ContactNoted => state,
            EntrustmentEnded => state with
            {
                Stage = EntrustmentStage.Ended,
                From = null,
                To = null,
                Next = null,
                CheckedAt = null,
                Due = null,
                LateLevel = 0,
                Signs = [],
            },
            _ => throw new Unforeseen(happened),
        };

    private static Entrustment Planned(Entrustment state, EntrustmentPlanned e) =>
        Timed(state, e) with
        {
            Stage = EntrustmentStage.Running,
            Person = e.Person,
            Community = e.Community,
            From = e.From,
            To = e.To,
        };

    private static Entrustment Timed(Entrustment state, CheckTimed e) =>
        state with
        {
            Next = e.Next,
            Due = e.Due,
            LateLevel = e.Next == state.Next && e.Next is not null ? state.LateLevel : 0,
        };
}
