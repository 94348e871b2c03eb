using Emergency.Domain.Visits;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Visits;

/// <summary>
/// Two years of visits of one person by a visitor of moods: in time, late, twice or not at all, while intervals change, pauses come and
/// warnings ask for more.
/// </summary>
public sealed class VisitYears
{
    private const int Days = 730;
    private static readonly PersonId Person = Id<PersonId>(3);
    private static readonly DateOnly First = new(2026, 1, 1);

    [Fact]
    public void Nothing_is_due_twice_nothing_is_never_due_and_nothing_is_early() =>
        Any.Holds(length: Days, times: 60, moods => new Life(moods).Live());

    private sealed class Life(int[] moods)
    {
        private PersonVisits _state = PersonVisits.None;
        private DateOnly? _seen;
        private DateOnly? _told;
        private DateOnly? _due;
        private int _every;

        public void Live()
        {
            Ask(new PlanVisits(Person, Community, 30, First.AddDays(5), At(First, 1)), First);
            for (var i = 0; i < moods.Length; i++)
                Spend(First.AddDays(i), moods[i]);
        }

        private void Spend(DateOnly day, int mood)
        {
            Ask(new Remind(At(day, 8)), day);
            if (_state.Stage == VisitStage.Planned)
            {
                // A planned visit is never forgotten: it has a day, and on that day it is announced.
                _state.Next.ShouldNotBeNull();
                if (_state.Next <= day)
                    _told.ShouldBe(_state.Next, "due and nobody was told");
            }
            else
            {
                _state.Next.ShouldBeNull();
                _state.Due.ShouldNotBeNull("a pause that never ends");
            }
            switch (mood % 40)
            {
                case < 8:
                    Ask(Visit(day, day), day);
                    break;
                case 8:
                    Ask(Visit(day.AddDays(-3), day), day);
                    break;
                case 9:
                    Ask(new PlanVisits(Person, Community, Intervals[mood / 40 % Intervals.Length], day.AddDays(3), At(day, 9)), day);
                    break;
                case 10:
                    DateOnly? until = mood / 40 % 9 is > 0 and var days ? day.AddDays(days) : null;
                    Ask(new PauseVisits(RestReason.Hospital, until, Secretary, At(day, 10)), day);
                    break;
                case 11:
                    Ask(new ResumeVisits(true, 24, Secretary, At(day, 11)), day);
                    break;
                case 12:
                    Ask(new AskExtraVisit(Person, Community, null, VisitTrigger.Heat, $"{mood}", At(day, 20), null, At(day, 12)), day);
                    break;
                default:
                    break;
            }
        }

        private static readonly int[] Intervals = [7, 14, 30, 90];

        private static DateTimeOffset At(DateOnly day, int hour) => Shanghai.At(day, hour);

        private static MakeVisit Visit(DateOnly seen, DateOnly told) =>
            new(
                Person,
                Community,
                null,
                VisitMeans.Phone,
                true,
                [],
                null,
                At(seen, 9),
                seen != told,
                false,
                null,
                null,
                GridChief,
                At(told, 10)
            );

        private void Ask(Command command, DateOnly day)
        {
            if (PersonVisits.Decide(_state, command) is not Decision.Happened { Events: var events })
                return;
            foreach (var e in events)
            {
                var before = _state;
                _state = PersonVisits.Evolve(_state, e);
                Look(before, e, day);
            }
        }

        private void Look(PersonVisits before, Event happened, DateOnly day)
        {
            switch (happened)
            {
                case VisitLate { Level: 1 } e:
                    e.Next.ShouldNotBe(_due, "told twice of one day");
                    e.Next.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(day, "early");
                    (_due, _told) = (e.Next, e.Next);
                    break;
                case VisitMade e when Shanghai.Day(e.SeenAt) is var seen && !(before.Seen > seen):
                    _seen = seen;
                    if (before.Stage == VisitStage.Planned)
                        _state.Next.ShouldBe(seen.AddDays(_state.Every));
                    break;
                case VisitsPlanned e when before.Stage == VisitStage.Planned && e.Next != before.Next:
                    _every.ShouldNotBe(e.Every);
                    e.Next.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(day, "in the past");
                    break;
                default:
                    break;
            }
            _every = _state.Every;
            if (_state.Next is { } next && _seen is { } last && happened is VisitMade or VisitsResumed)
                next.ShouldBeGreaterThan(_seen!.Value, "early");
        }
    }
}
