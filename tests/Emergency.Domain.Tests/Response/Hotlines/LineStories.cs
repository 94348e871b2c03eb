using Emergency.Domain.Hotlines;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Hotlines;

public sealed class LineStories
{
    private const string Centre = "centre",
        City = "4115";
    private static readonly LineFacts Both = new("市消防急救中心", ["119", "120"], [City], "https://119.example/hook", County),
        OnlyFire = new("区消防大队", ["119"], [County], null, null);
    internal static readonly LineSet Set = new(Centre, Both, Operator, Night);

    private static LineSecretId Secret(int n) => Id<LineSecretId>(n);

    internal static GiveLineSecret Give(int n, double minute, double othersUntil) =>
        new(Centre, Secret(n), Hidden($"secret {n}"), After(minute), After(othersUntil), Operator, After(minute));

    internal static LineSecretGiven Given(int n, double minute, double othersUntil) =>
        new(Centre, new(Secret(n), Hidden($"secret {n}"), After(minute), null), After(othersUntil), Operator, After(minute));

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] Refusals =
    [
        (LineRegister.Unknown, Noun.Lines, [], Give(1, 1, 1)),
        (LineRegister.Ended, Noun.Lines, [Set, new LineEnded(Centre, Operator, After(1))], new SetLine(Centre, Both, Operator, After(2))),
        (LineRegister.Taken, Noun.Lines, [Set], new SetLine("other", Both with { Numbers = ["120"] }, Operator, Night)),
        (LineRegister.UnknownSecret, Noun.Lines, [Set], new EndLineSecret(Centre, Secret(9), Operator, Night)),
        (
            LineRegister.TooManySecrets,
            Noun.Lines,
            [Set, Given(1, 1, 900), Given(2, 2, 900), Given(3, 3, 900), Given(4, 4, 900)],
            Give(5, 5, 900)
        ),
    ];

    private static Story Where(params LineEvent[] events) => Story.Of(Noun.Lines).Given(events);

    [Fact]
    public void A_centre_stands_for_two_numbers_and_a_countys_own_line_may_stand_beside_its_citys() =>
        Where()
            .When(new SetLine(Centre, Both, Operator, Night))
            .Then(Set)
            .When(new SetLine(Centre, Both, Operator, After(1)))
            .Nothing()
            .When(new SetLine("county", OnlyFire, Operator, After(2)))
            .Then(new LineSet("county", OnlyFire, Operator, After(2)))
            .When(new SetLine("third", OnlyFire, Operator, After(3)))
            .Refused(LineRegister.Taken, "119", County, "区消防大队")
            .When(new EndLine("county", Operator, After(4)))
            .Then(new LineEnded("county", Operator, After(4)))
            .When(new EndLine("county", Operator, After(5)))
            .Nothing()
            .When(new SetLine("third", OnlyFire, Operator, After(6)))
            .Then<LineSet>(e => e.Code.ShouldBe("third"));

    [Fact]
    public void A_secret_is_replaced_while_the_old_one_is_still_taken() =>
        Where(Set, Given(1, 1, 1))
            .When(Give(2, 10, 100))
            .Then(Given(2, 10, 100))
            .When(Give(2, 11, 11))
            .Nothing()
            .When(new EndLineSecret(Centre, Secret(1), Operator, After(99)))
            .Then(new LineSecretEnded(Centre, Secret(1), Operator, After(99)))
            .When(new EndLineSecret(Centre, Secret(1), Operator, After(99)))
            .Nothing();

    [Fact]
    public void Of_a_line_that_ended_nothing_is_changed()
    {
        var ended = new LineEnded(Centre, Operator, After(1));
        Where(Set, ended).When(Give(1, 2, 2)).Refused(LineRegister.Ended, Centre);
        Where(Set, ended).When(new EndLineSecret(Centre, Secret(1), Operator, After(2))).Refused(LineRegister.Ended, Centre);
    }

    [Fact]
    public void The_secrets_before_are_over_at_the_time_that_was_said()
    {
        LineEvent[] all = [Set, Given(1, 1, 1), Given(2, 10, 100), Given(3, 20, 50)];
        var line = all.Aggregate(LineRegister.None, LineRegister.Evolve).All[Centre];
        line.Secrets.Select(one => one.Until).ShouldBe([After(50), After(50), null]);
        line.InForce(After(49)).Count().ShouldBe(3);
        line.InForce(After(50)).Count().ShouldBe(1);
    }
}
