using System.Text;
using Emergency.Domain.Entrusting;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Entrusting;

/// <summary>
/// Two years of entrusted care by checkers of moods: in time, late or not at all, while entrustments are prolonged, handed to others and
/// ended, and signs come in.
/// </summary>
public sealed class EntrustmentYears
{
    private static readonly PersonId Child = Id<PersonId>(9);
    private static readonly DateOnly First = new(2026, 1, 1);

    [Fact]
    public void Nothing_is_due_twice_nothing_is_never_due_and_nothing_is_early() =>
        Any.Holds(length: 730, times: 60, moods => new Life(moods).Live());

    [Fact]
    public void Every_term_of_every_year_comes_round()
    {
        for (var day = First; day < First.AddYears(3); day = day.AddDays(1))
        {
            var next = CheckTable.BuiltIn.NextTerm(day);
            next.Day.ShouldBeGreaterThan(day);
            (next.Day.DayNumber - day.DayNumber).ShouldBeLessThan(190);
        }
    }

    [Fact]
    public void Who_is_written_to_follows_from_the_judgement_and_from_what_the_school_was_told()
    {
        var table = CheckTable.BuiltIn;
        To(CheckJudgement.Good, null).ShouldBeEmpty();
        To(CheckJudgement.Strained, null).ShouldBe([LetterTo.Carer, LetterTo.Department, LetterTo.Parents]);
        To(CheckJudgement.Good, "notTold").ShouldBe([LetterTo.School]);

        IEnumerable<LetterTo> To(CheckJudgement judgement, string? school) =>
            table.LettersAfter(judgement, fact => fact == "school" ? school : null, Night).Select(owed => owed.To);
    }

    [Theory]
    [InlineData("""[]""", 1, "a year without a term")]
    [InlineData("""[{"code":"autumn","month":9,"day":1,"days":14,"source":""}]""", 0, "hours: 1 to 720")]
    public void A_table_that_would_forget_a_term_or_a_report_is_not_read(string terms, int decide, string why)
    {
        var json = $$"""
            {"startDays":1,"signDays":1,"endDays":1,"againDays":1,"source":"","terms":{{terms}},"facts":[],"letters":[],
             "report":{"receiveHours":24,"decideHours":{{decide}},"source":""} }
            """;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Should.Throw<FormatException>(() => CheckTable.Read(file)).Message.ShouldBe(why);
    }

    private sealed class Life(int[] moods)
    {
        private Entrustment _state = Entrustment.None;
        private PlannedCheck? _told;
        private DateOnly? _to = First.AddDays(200);
        private DateOnly _from = First;

        public void Live()
        {
            Ask(new PlanEntrustment(Child, Community, _from, _to, At(First, 1)), First);
            for (var i = 0; i < moods.Length; i++)
                Spend(First.AddDays(i), moods[i]);
        }

        private void Spend(DateOnly day, int mood)
        {
            Ask(new Remind(At(day, 8)), day);
            if (_state.Next is { } next)
            {
                if (next.Day <= day)
                    _told.ShouldBe(next, "due and nobody was told");
            }
            else
                // Only an ended entrustment that was checked since has no next due time.
                (_state.To <= _state.Checked).ShouldBeTrue("never due");
            switch (mood % 40)
            {
                case < 4:
                    Ask(Check(day, (CheckJudgement)(mood / 40 % 3)), day);
                    break;
                case 4:
                    Ask(new AskCheck(Child, Community, $"{mood}", mood % 7 == 0, GridChief, At(day, 9)), day);
                    break;
                case 5:
                    _to = day.AddDays((mood / 40 % 300) - 20);
                    _from = _from > _to ? _to.Value : _from;
                    Ask(new PlanEntrustment(Child, Community, _from, _to, At(day, 10)), day);
                    break;
                case 6:
                    (_from, _to) = (day, day.AddDays(300));
                    Ask(new PlanEntrustment(Child, Community, _from, _to, At(day, 11)), day);
                    break;
                default:
                    break;
            }
        }

        private static DateTimeOffset At(DateOnly day, int hour) => Shanghai.At(day, hour);

        private static MakeCheck Check(DateOnly day, CheckJudgement judgement) =>
            new(
                Child,
                Community,
                judgement,
                Hidden("看过"),
                CheckTable.BuiltIn.LettersAfter(judgement, _ => null, At(day, 12)),
                At(day, 12),
                Secretary,
                At(day, 12)
            );

        private void Ask(Command command, DateOnly day)
        {
            if (Entrustment.Decide(_state, command) is not Decision.Happened { Events: var events })
                return;
            foreach (var e in events)
            {
                Look(e, day);
                _state = Entrustment.Evolve(_state, e);
            }
        }

        private void Look(Event happened, DateOnly day)
        {
            if (happened is CheckLate { Level: 1 } late)
            {
                late.Next.ShouldNotBeNull().Day.ShouldBeLessThanOrEqualTo(day, "early");
                (late.Next == _told && _state.LateLevel > 0).ShouldBeFalse("told twice");
                _told = late.Next;
            }
            if (happened is CheckMade { Reason: not null } made)
            {
                made.Next?.Day.ShouldBeGreaterThan(day, "settled and due again at once");
                _told = null;
            }
            if (happened is CheckTimed { Next: { } next } and not CheckLate and not CheckMade && next != _state.Next)
            {
                next.Day.ShouldBeGreaterThanOrEqualTo(day, "in the past");
                next.Before.ShouldBeGreaterThanOrEqualTo(next.Day);
            }
        }
    }
}
