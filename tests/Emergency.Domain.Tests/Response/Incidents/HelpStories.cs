using System.Collections.Immutable;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

public sealed class HelpStories
{
    public static readonly TaskId Two = Id<TaskId>(21);
    private static readonly Level Response = new("response", [MemberOf(Responder)]),
        Lead = new("secretary", [MemberOf(Secretary)]),
        Street = new(Level.StreetOffice, []),
        Above = new(Level.CountyDesk, []);

    private static HelpAsked People(int? count = 2) => new(HelpKind.People, count, After(20), GridChief);

    public static AskHelp Ask(int? count = 2, TaskClass how = TaskClass.Wait) =>
        new(
            Community,
            new(Two, null, how, null, Hidden("背不动，要两个人"), [], [], [Response, Lead, Street, Above], 0),
            People(count),
            GridChief,
            After(1)
        );

    public static IncidentEvent[] Open =>
        [TaskLadder.Fire, new TaskOpened(Two, Community, null, Ask().Task with { Help = People() }, After(3), GridChief, After(1))];

    private static Story Asked() => Story.Of(Noun.Incident).Given(TaskLadder.Fire).When(Ask());

    [Fact]
    public void Help_that_nobody_takes_is_asked_of_one_step_after_the_other_up_to_the_county() =>
        Asked()
            .Then<TaskOpened>(e => (e.Planned.Help, e.Due).ShouldBe((People(), After(3))))
            .When(Ask())
            .Nothing()
            .When(new Remind(After(3)))
            .Then<TaskEscalated>(e => (e.Level, e.Due).ShouldBe((1, After(5))))
            .When(new Remind(After(5)))
            .Then<TaskEscalated>(e => (e.Level, e.Due).ShouldBe((2, After(7))))
            .When(new Remind(After(7)))
            .Then<TaskEscalated>(e => (e.Level, e.Due).ShouldBe((3, null)));

    [Fact]
    public void Whoever_cannot_says_why_and_who_asked_reads_it() =>
        Asked()
            .When(new DeclineTask(Two, Hidden("路断了"), Responder, After(2)))
            .Now<Incident>(fire => fire.Tasks[Two].Refused.ShouldBe([new(Responder, Hidden("路断了"), After(2))]))
            .Now<Incident>(fire => fire.Tasks[Two].Level.ShouldBe(1))
            .When(new TakeTask(Two, Secretary, true, After(3)))
            .When(new DeclineTask(Two, Hidden("车坏了"), Secretary, After(4)))
            .Now<Incident>(fire => fire.Tasks[Two].Refused.Count.ShouldBe(2))
            .Now<Incident>(fire => fire.Tasks[Two].Level.ShouldBe(2));

    [Fact]
    public void A_desk_that_cannot_sends_it_to_the_desk_above_and_that_one_says_it_to_who_asked() =>
        Asked()
            .When(new Remind(After(3)))
            .When(new Remind(After(5)))
            .When(new DeclineTask(Two, Hidden("都在外面"), StreetOfficer, After(6)))
            .Refused(IncidentTask.NotAlerted)
            .When(new DeclineTask(Two, Hidden("都在外面"), StreetOfficer, After(6), true))
            .Then<TaskDeclined>(e => (e.Level, e.Due).ShouldBe((3, null)))
            .When(new DeclineTask(Two, Hidden("没有力量"), DutyOfficer, After(8), true))
            .Then<TaskDeclined>(e => (e.Level, e.Due).ShouldBe((3, null)))
            .Now<Incident>(fire => fire.Tasks[Two].State.ShouldBe(TaskState.Open));

    [Fact]
    public void A_desk_declines_no_task_that_nobody_asked_for() =>
        Story
            .Of(Noun.Incident)
            .Given(TaskLadder.WaitAtStreet)
            .When(new DeclineTask(TaskLadder.Wake, null, StreetOfficer, After(21), true))
            .Refused(IncidentTask.NotAlerted);

    [Fact]
    public void What_a_life_hangs_on_is_asked_for_until_somebody_has_it() =>
        Story
            .Of(Noun.Incident)
            .Given(TaskLadder.Fire)
            .When(Ask(how: TaskClass.Life))
            .When(new Remind(After(3)))
            .Then<TaskReminded>(e => e.Due.ShouldBe(After(5)))
            .When(new TakeTask(Two, Responder, false, After(4)))
            .When(new ArriveAtTask(Two, Responder, After(6)))
            .When(new FinishTask(Two, Responder, false, After(9)))
            .When(new WithdrawHelp(Two, GridChief, After(10)))
            .Nothing();

    [Fact]
    public void Only_who_asked_takes_it_back_and_only_help() =>
        Asked()
            .When(new WithdrawHelp(Two, Secretary, After(2)))
            .Refused(IncidentTask.NotAsker)
            .When(new WithdrawHelp(Two, GridChief, After(2)))
            .Then(new TaskCancelled(Two, null, GridChief, After(2)))
            .When(new WithdrawHelp(Two, GridChief, After(3)))
            .Nothing()
            .When(new WithdrawHelp(Id<TaskId>(99), GridChief, After(3)))
            .Refused(IncidentTask.Unknown, Id<TaskId>(99).ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(HelpAsked.Most + 1)]
    public void So_many_cannot_be_asked_for(int count) =>
        Story.Of(Noun.Incident).Given(TaskLadder.Fire).When(Ask(count)).Refused(IncidentTask.BadCount, $"{count}");

    [Fact]
    public void Nobody_looks_after_an_incident_by_asking_for_help_in_it() =>
        Asked()
            .When(new Remind(After(5)))
            .Then<IncidentUnattended, TaskEscalated>((_, up) => up.Level.ShouldBe(1))
            .Now<Incident>(fire => fire.Unattended.ShouldBeTrue());

    [Fact]
    public void Everybody_is_asked_but_who_asks_and_professionals_are_nobodys_of_the_team()
    {
        Member[] team =
        [
            new(MemberOf(Secretary), TeamRole.Secretary, null, null, null, [], Availability.OnPost, Hidden("1")),
            new(MemberOf(Responder), TeamRole.Responder, null, null, null, [], Availability.OnPost, Hidden("5")),
        ];
        Duty[] roster = [new(Today, Shift.Night, Post.Response, MemberOf(Responder), After(-60), After(600), null)];
        string[] Asks(HelpKind kind, bool life = false, MemberId? named = null, MemberId? asker = null) =>
            [
                .. Assignment
                    .Helping(kind, life, named, asker, team, roster, Night, ImmutableHashSet<MemberId>.Empty)
                    .Select(one => one.Role),
            ];

        Asks(HelpKind.People).ShouldBe(["response", "secretary", "street", "county"]);
        Asks(HelpKind.Car, asker: MemberOf(Responder)).ShouldBe(["secretary", "street", "county"]);
        Asks(HelpKind.Professionals).ShouldBe(["secretary", "street", "county"]);
        Asks(HelpKind.Professionals, asker: MemberOf(Secretary)).ShouldBe(["street", "county"]);
        Asks(HelpKind.People, named: MemberOf(UnitChief)).ShouldBe(["handed-on", "response", "secretary", "street", "county"]);
        Asks(HelpKind.People, life: true).ShouldBe(["response", "secretary"]);
        Asks(HelpKind.People, life: true, asker: MemberOf(Secretary)).ShouldBe(["response"]);
    }
}
