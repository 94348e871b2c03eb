using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

/// <summary>Messages to the secretary and the grid chief in a drill.</summary>
public sealed class CueStories
{
    public static readonly CueGiven Call = new(
        new("refuses", CueWay.Call, "邻居", "四楼老人不肯走", null, null, [Secretary.Account, GridChief.Account]),
        After(3)
    );
    public static readonly CueGiven Message = Call with { Facts = Call.Facts with { Way = CueWay.Message } };

    private static Story Given(params CueEvent[] events) => Story.Of(Noun.Cue).Given(events);

    [Fact]
    public void The_first_who_answers_has_the_call_and_the_other_may_read_what_was_said() =>
        Given(Call)
            .When(new AnswerCue(GridChief, After(4)))
            .Then(new CueAnswered(GridChief, After(4)))
            .Now<Cue>(cue => cue.Read.ShouldBe([GridChief.Account]))
            .When(new AnswerCue(Secretary, After(5)))
            .Refused(Cue.AlreadyAnswered)
            .When(new ReadCue(Secretary, After(5)))
            .Then(new CueRead(Secretary, After(5)));

    [Fact]
    public void A_message_is_read_once_by_each() =>
        Given(Message)
            .When(new ReadCue(Secretary, After(4)))
            .Then(new CueRead(Secretary, After(4)))
            .When(new ReadCue(GridChief, After(6)))
            .Then(new CueRead(GridChief, After(6)));
}
