using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Incidents.TaskLadder;

namespace Emergency.Domain.Tests.Incidents;

public sealed partial class TaskStories
{
    [Fact]
    public void A_task_that_somebody_took_reminds_nobody() =>
        Given(LifeTaken).When(new Remind(After(60))).Nothing().Now<Incident>(i => i.Tasks[Wake].Due.ShouldBeNull());

    [Fact]
    public void A_life_safety_task_nobody_takes_calls_everybody_again_and_again() =>
        Given(LifeOpen)
            .When(new Remind(After(9)))
            .Nothing()
            .When(new Remind(After(10)))
            .Then(new TaskReminded(Wake, 1, After(20), After(10)))
            .When(new Remind(After(20)))
            .Then(new TaskReminded(Wake, 2, After(30), After(20)))
            .When(new Remind(After(500)))
            .Then(new TaskReminded(Wake, 3, After(510), After(500)));

    [Fact]
    public void A_task_that_can_wait_and_nobody_takes_goes_one_step_up_until_it_rests_at_the_street() =>
        Given(WaitOpen)
            .When(new Remind(After(9)))
            .Nothing()
            .When(new Remind(After(10)))
            .Then(new TaskEscalated(Wake, 1, After(20), After(10)))
            .When(new Remind(After(20)))
            .Then(new TaskEscalated(Wake, 2, null, After(20)))
            .When(new Remind(After(999)))
            .Nothing();

    [Fact]
    public void Whatever_is_done_to_a_task_the_clock_calls_until_somebody_has_it_and_never_after() =>
        Any.Holds(
            length: 30,
            times: 300,
            acts =>
            {
                foreach (var begun in new[] { LifeOpen, WaitOpen })
                {
                    var (story, minute) = (Given(begun), 10.0);
                    foreach (var act in acts)
                    {
                        var any = new Any(act);
                        var who = any.Among([UnitChief, BuildingChief, GridChief, StreetOfficer]);
                        minute += any.Among([0.5, 9, 11, 700]);
                        story.When(
                            any.Among<Command>([
                                new TakeTask(Wake, who, who == StreetOfficer, After(minute)),
                                new DeclineTask(Wake, null, who, After(minute)),
                                new ArriveAtTask(Wake, who, After(minute)),
                                new HandOnTask(Wake, MemberOf(BuildingChief), who, After(minute)),
                                new Remind(After(minute)),
                            ])
                        );
                        story.Now<Incident>(incident => Calls(incident.Tasks[Wake]));
                    }
                }
            }
        );

    private static void Calls(IncidentTask task)
    {
        var restsAtTheLast = task.Class == TaskClass.Wait && task.Level == task.Levels.Count - 1;
        (task.Due is not null).ShouldBe(
            task.State == TaskState.Open && !restsAtTheLast,
            $"{task.State} at step {task.Level + 1} of {task.Levels.Count}"
        );
    }
}
