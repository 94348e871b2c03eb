using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Folds entrusted care. Ended care leaves the view, unless a report is still owed or awaits an answer.</summary>
internal sealed class EntrustmentsView : View<EntrustmentsKnown>
{
    public override string Name => "entrustments";
    protected override string FoldVersion => "6";
    public override EntrustmentsKnown Empty => EntrustmentsKnown.None;
    protected override IReadOnlyList<ILights<EntrustmentsKnown>> Lights { get; } = [new EntrustmentLights()];

    protected override EntrustmentsKnown Fold(EntrustmentsKnown state, Happened happened)
    {
        if (happened.Event is not EntrustmentEvent e)
            return state;
        var (community, person) = Key(happened.Entity);
        var before = state.Find(community, person);
        var after = Folded(before, e);
        var now =
            after == before ? state
            : after is null ? state.Without(community, person)
            : state.With(community, person, after);
        return e switch
        {
            HarmReportAnswered x => now.Reports.TryGetValue(x.Report, out var report) ? now.With(report.Heard(x)) : now,
            HarmReported x => now.With(ReportKnown.Of(x)),
            _ => now,
        };
    }

    /// <summary>Returns null where nothing is known of the child.</summary>
    internal static EntrustmentKnown? Folded(EntrustmentKnown? was, EntrustmentEvent e) =>
        e switch
        {
            EntrustmentEnded when was is null or { Asked: null, Awaited.Count: 0 } => null,
            // Further words about a child who has left stay in the stream alone.
            LettersAsked { Open.Count: 0 } or ContactNoted or HarmReportAdded or HarmReportAnswered => was,
            _ => Changed(was ?? EntrustmentKnown.New, e),
        };

    /// <summary>Community and person of an entity.</summary>
    internal static (string Community, PersonId Person) Key(EntityId entity)
    {
        var dot = entity.Key.IndexOf('.', StringComparison.Ordinal);
        return (string.Intern(entity.Key[..dot]), new(Guid.Parse(entity.Key.AsSpan(dot + 1))));
    }

    private static EntrustmentKnown Changed(EntrustmentKnown was, EntrustmentEvent e) =>
        e switch
        {
            EntrustmentPlanned x => Timed(was, x) with { From = x.From, To = x.To },
            CheckAsked x => Timed(was, x),
            CheckMade x when was.CheckedAt > x.SeenAt => was,
            CheckMade x => Timed(was, x) with { Judgement = x.Judgement, CheckedAt = x.SeenAt },
            CheckLate x => was with { Level = x.Level },
            LettersAsked x => was with { Letters = x.Open.Aggregate(was.Letters, Owed) },
            LetterSent x => Letter(was, x.To, _ => new LetterKnown(x.To, LetterStage.Sent, x.ReplyBefore, 0, x.Way, x.At, null, x.Proof)),
            LetterAnswered x => Letter(
                was,
                x.To,
                letter => letter with { Stage = LetterStage.Answered, Before = null, Level = 0, AnsweredAt = x.At, AnswerProof = x.Proof }
            ),
            LetterLate x => Letter(was, x.To, letter => letter with { Level = x.Level }),
            HarmReportAsked x => was with { Asked = new(x.Cause, x.At, x.Due) },
            HarmReportLate x => was with { Asked = was.Asked is { } asked ? asked with { Level = x.Level, Due = x.Due } : null },
            HarmReported => was with { Asked = null },
            HarmAnswersAwaited x => was with { Awaited = x.Open },
            HarmAnswerLate x => was with { Awaited = Later(was.Awaited, x) },
            EntrustmentEnded => EntrustmentKnown.New with { Asked = was.Asked, Awaited = was.Awaited },
            _ => throw new Unforeseen(e),
        };

    private static ListOf<AwaitedAnswer> Later(ListOf<AwaitedAnswer> awaited, HarmAnswerLate e) =>
        [.. awaited.Select(one => one.Report == e.Report && one.To == e.To ? one with { Level = e.Level } : one)];

    private static EntrustmentKnown Timed(EntrustmentKnown was, CheckTimed e) =>
        was with
        {
            Next = e.Next,
            Level = e.Next == was.Next ? was.Level : 0,
        };

    private static ListOf<LetterKnown> Owed(ListOf<LetterKnown> letters, Letter open) =>
        open.Sent || letters.Any(one => one.To == open.To && one.Stage == LetterStage.Owed)
            ? letters
            : [.. letters.Where(one => one.To != open.To), new LetterKnown(open.To, LetterStage.Owed, open.Before, 0)];

    private static EntrustmentKnown Letter(EntrustmentKnown was, LetterTo to, Func<LetterKnown, LetterKnown> change)
    {
        var letter = was.Letters.FirstOrDefault(one => one.To == to) ?? new LetterKnown(to, LetterStage.Owed, null, 0);
        return was with { Letters = [.. was.Letters.Where(one => one.To != to), change(letter)] };
    }
}
