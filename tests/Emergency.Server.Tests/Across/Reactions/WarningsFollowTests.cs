using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Consequences of warnings, of their newer versions and of their ends.</summary>
public sealed class WarningsFollowTests(Borough town)
{
    private const string Here = Borough.Community,
        There = Borough.Neighbour;
    private static readonly By Desk = World.As(Role.CountyDuty);

    [Fact]
    public async Task Warnings_call_and_are_lifted()
    {
        var told = await Told.Of(town);
        var world = told.World;
        await People(world);
        var (facts, warning) = Red(world, "rain-1", [Here, There]);
        told.Says("a warning comes", warning, new WarningReceived(facts, null, 0, Desk, world.Now));
        var unattended = told.Apart();
        unattended.World.Happen(warning, new ConfirmationAwaited(world.Now, world.Now));
        unattended.Says("nobody confirms it in time", warning, new WarningUnattended(world.Now));
        unattended.Follow();
        unattended.Apart().Says("it is confirmed after all", warning, new WarningConfirmed(Desk, world.Now));
        unattended.Apart().Says("it is over before anybody has confirmed it", warning, new WarningExpired(world.Now));
        told.Says("it is confirmed", warning, new WarningConfirmed(Desk, world.Now));
        told.Follow();
        told.Says("it calls", warning, new WarningCalled([Here, There], 60, Desk, world.Now));
        told.Follow();
        world.Now += TimeSpan.FromHours(1);
        told.Apart().Says("it is lifted", warning, new WarningLifted(Desk, world.Now));
        told.Apart().Says("it is taken back", warning, new WarningCancelled(facts.Key, WarningStatus.Actual, world.Now));
        told.Apart().Says("its time is over", warning, new WarningExpired(world.Now));
        told.Says("it is lifted for one of two", warning, new WarningLiftedFor([There], Desk, world.Now));
        told.Says("then it is lifted", warning, new WarningLifted(Desk, world.Now));
        told.Hold("warnings-call-and-are-lifted");
    }

    /// <summary>A newer version, over the same places or fewer, confirmed or not, with the ends of both.</summary>
    [Fact]
    public async Task Newer_versions()
    {
        var told = await Told.Of(town);
        var world = told.World;
        await People(world);
        var (first, warning) = Red(world, "rain-1", [Here, There]);
        world.Happen(warning, new WarningReceived(first, null, 0, Desk, world.Now));
        world.Happen(warning, new WarningConfirmed(Desk, world.Now));
        told.Follow();
        world.Happen(warning, new WarningCalled([Here, There], 60, Desk, world.Now));
        told.Follow();
        world.Now += TimeSpan.FromHours(1);
        var (facts, newer) = Red(world, "rain-2", [Here], first.Key);
        told.Says("a newer version comes that holds for less", newer, new WarningReceived(facts, null, 0, Desk, world.Now));
        told.Says("it takes the place of the older one", warning, new WarningReplaced(facts.Key, WarningStatus.Actual, world.Now, Desk));
        told.Apart().Says("it calls before it is confirmed", newer, new WarningCalled([Here], 60, Desk, world.Now));
        told.Apart().Says("it is lifted before it is confirmed", newer, new WarningLifted(Desk, world.Now));
        told.Says("it is confirmed", newer, new WarningConfirmed(Desk, world.Now));
        told.Says("it calls", newer, new WarningCalled([Here], 60, Desk, world.Now));
        told.Apart().Says("it is lifted", newer, new WarningLifted(Desk, world.Now));
        told.Apart().Says("its time is over", newer, new WarningExpired(world.Now));
        told.Says(
            "the older one is known to be replaced once more",
            warning,
            new WarningReplaced(facts.Key, WarningStatus.Actual, world.Now, Desk)
        );
        told.Hold("newer-versions");
    }

    /// <summary>A newer version that has ended before it is known to replace an older one.</summary>
    [Fact]
    public async Task Versions_that_have_ended_before()
    {
        var told = await Told.Of(town);
        var world = told.World;
        await People(world);
        var (first, warning) = Red(world, "rain-1", [Here, There]);
        world.Happen(warning, new WarningReceived(first, null, 0, Desk, world.Now));
        world.Happen(warning, new WarningConfirmed(Desk, world.Now));
        told.Follow();
        world.Happen(warning, new WarningCalled([Here, There], 60, Desk, world.Now));
        var (facts, newer) = Red(world, "rain-2", [Here, There], first.Key);
        world.Happen(newer, new WarningReceived(facts, null, 0, Desk, world.Now));
        foreach (
            var (what, e) in ((string, WarningEvent)[])
                [
                    ("lifted", new WarningLifted(Desk, world.Now)),
                    ("taken back", new WarningCancelled(facts.Key, WarningStatus.Actual, world.Now)),
                    ("over", new WarningExpired(world.Now)),
                    ("lifted for one", new WarningLiftedFor([There], Desk, world.Now)),
                ]
        )
        {
            var apart = told.Apart();
            apart.World.Happen(newer, e);
            apart.Says($"the newer version is {what}", warning, new WarningReplaced(facts.Key, WarningStatus.Actual, world.Now, Desk));
        }
        told.Hold("versions-that-have-ended-before");
    }

    /// <summary>A message of several parts warns a place as long as one of them does.</summary>
    [Fact]
    public async Task Messages_of_several_parts()
    {
        var told = await Told.Of(town);
        var world = told.World;
        await People(world);
        var (first, warning) = Red(world, "rain-1", [Here, There]);
        var (one, newer) = Red(world, "rain-2", [Here], first.Key);
        var part = one with { Part = 2, Divisions = [There] };
        var second = Entities.Warning(Entities.Live, world.Call(WarningKnown.IdOf(part.Home, part.Key, part.Part), "rain-2 part 2"));
        told.Apart().Says("a message says several things", newer, new WarningReceived(one, null, 0, Desk, world.Now, new([part], 7)));
        world.Happen(warning, new WarningReceived(first, null, 0, Desk, world.Now));
        world.Happen(warning, new WarningConfirmed(Desk, world.Now));
        told.Follow();
        world.Happen(warning, new WarningCalled([Here, There], 60, Desk, world.Now));
        world.Happen(newer, new WarningReceived(one, null, 0, Desk, world.Now));
        told.Says("its second part comes", second, new WarningReceived(part, null, 0, Desk, world.Now));
        world.Happen(warning, new WarningReplaced(one.Key, WarningStatus.Actual, world.Now, Desk));
        told.Says("its first part is confirmed", newer, new WarningConfirmed(Desk, world.Now));
        told.Apart().Says("its first part ends while the second warns", newer, new WarningLifted(Desk, world.Now));
        world.Happen(second, new WarningLifted(Desk, world.Now));
        told.Says("its first part ends after the second", newer, new WarningLifted(Desk, world.Now));
        told.Hold("messages-of-several-parts");
    }

    /// <summary>People whom each kind of warning asks to be visited.</summary>
    [Fact]
    public async Task Whom_warnings_ask_to_be_visited()
    {
        var told = await Told.Of(town);
        var world = told.World;
        await People(world);
        foreach (var level in Enum.GetValues<WarningLevel>())
        foreach (var word in (string[])["暴雨", "高温"])
        {
            var (facts, warning) = Red(world, $"{word}-{level}", [Here]);
            var apart = told.Apart();
            apart.World.Happen(
                warning,
                new WarningReceived(
                    facts with
                    {
                        Level = level,
                        Texts = [new("zh-CN", word, null, null, null, null)],
                    },
                    null,
                    0,
                    Desk,
                    world.Now
                )
            );
            apart.Says($"{word} {world.Text(level)}", warning, new WarningConfirmed(Desk, world.Now));
        }
        foreach (
            var (what, change) in ((string, Func<WarningFacts, WarningFacts>)[])
                [
                    ("of the whole street", facts => facts with { Divisions = [Borough.Street] }),
                    ("of the street but the community", facts => facts with { Divisions = [Borough.Street], Excluded = [Here] }),
                    ("of a neighbour", facts => facts with { Divisions = [There] }),
                    ("an exercise", facts => facts with { Status = WarningStatus.Exercise }),
                ]
        )
        {
            var (facts, warning) = Red(world, what, [Here]);
            var apart = told.Apart();
            apart.World.Happen(warning, new WarningReceived(change(facts), null, 0, Desk, world.Now));
            apart.Says(what, warning, new WarningConfirmed(Desk, world.Now));
        }
        told.Hold("whom-warnings-ask-to-be-visited");
    }

    /// <summary>References of messages to other messages.</summary>
    [Fact]
    public async Task Messages_end_warnings()
    {
        var told = await Told.Of(town);
        var world = told.World;
        var (first, warning) = Red(world, "rain-1", [Here]);
        var (facts, newer) = Red(world, "rain-2", [Here], first.Key);
        told.Apart().Says("an update of what has not come", newer, new WarningReceived(facts, null, 0, Desk, world.Now));
        told.Apart()
            .Says("an update of an unlisted sender", newer, new WarningReceived(facts with { Unlisted = true }, null, 0, Desk, world.Now));
        told.Apart()
            .Says(
                "an update that only reads as an end",
                newer,
                new WarningReceived(facts with { Doubt = WarningDoubt.ReadsAsLifting }, null, 0, Desk, world.Now)
            );
        var part = first with { Part = 2 };
        var second = Entities.Warning(Entities.Live, world.Call(WarningKnown.IdOf(part.Home, part.Key, part.Part), "rain-1 part 2"));
        var taken = new CancellationReceived(Borough.County, facts.Key, WarningStatus.Actual, [first.Key], Desk, world.Now);
        foreach (var parts in (int[])[1, 2])
        {
            var apart = told.Apart();
            apart.World.Happen(warning, new WarningReceived(first, null, 0, Desk, world.Now));
            if (parts == 2)
                apart.World.Happen(second, new WarningReceived(part, null, 0, Desk, world.Now));
            apart.Apart().Says($"an update of a message of {parts}", newer, new WarningReceived(facts, null, 0, Desk, world.Now));
            apart.Apart().Says($"a message of {parts} is taken back", newer, taken);
            apart.Says($"a part of a message takes back one of {parts}", newer, taken with { Said = new([], null, [There], null, 1) });
        }
        var early = told.Apart();
        early.World.Happen(newer, new WarningReceived(facts, null, 0, Desk, world.Now));
        early.Says("a further part comes after its update", second, new WarningReceived(part, null, 0, Desk, world.Now));
        var gone = told.Apart();
        gone.World.Happen(newer, taken);
        gone.Says("a further part comes after it was taken back", second, new WarningReceived(part, null, 0, Desk, world.Now));

        var waits = told.Apart();
        waits.World.Happen(warning, new WarningReceived(first, null, 0, Desk, world.Now));
        waits.World.Happen(newer, new WarningReceived(facts with { References = [] }, null, 0, Desk, world.Now));
        var meant = new WarningId(Guid.Parse(warning.Key));
        foreach (var lifts in (bool[])[false, true])
            waits
                .Apart()
                .Says(
                    $"somebody says what it means: {(lifts ? "it lifts" : "it is newer")}",
                    newer,
                    new WaitingSettled([meant], lifts, Desk, world.Now)
                );
        told.Hold("messages-end-warnings");
    }

    private static (WarningFacts Facts, EntityId Warning) Red(
        World world,
        string name,
        ListOf<string> divisions,
        params ListOf<MessageKey> references
    )
    {
        var key = new MessageKey("yujing@example.org", name, World.Start);
        var facts = new WarningFacts(
            Borough.County,
            key,
            WarningStatus.Actual,
            true,
            references,
            Category.Flood,
            WarningLevel.Red,
            [new("zh-CN", "暴雨", null, null, null, null)],
            World.Start,
            null,
            World.Start.AddHours(12),
            [],
            divisions
        );
        return (facts, Entities.Warning(Entities.Live, world.Call(WarningKnown.IdOf(Borough.County, key), name)));
    }

    // Here a person for each need and kind that warnings ask for; there a single one.
    private static async Task People(World world)
    {
        foreach (
            var (name, community, kinds, needs) in ((string, string, ListOf<string>, ListOf<string>)[])
                [
                    ("who needs oxygen", Here, ["disabled"], ["oxygen"]),
                    ("who must be carried", Here, ["disabled"], ["carry"]),
                    ("who needs dialysis", Here, ["disabled"], ["dialysis"]),
                    ("with an infant", Here, ["disabled"], ["infant"]),
                    ("who is seriously ill", Here, ["seriously-ill"], []),
                    ("whom the clinic visits too", Here, ["escort"], ["oxygen"]),
                    ("who needs oxygen there", There, ["disabled"], ["oxygen"]),
                ]
        )
        {
            var id = world.New<PersonId>(name);
            world.Happen(
                Entities.Residents(Entities.Live, community),
                new Domain.People.PersonRecorded(
                    new(
                        id,
                        null,
                        "G1",
                        await world.Seal(id.Value, new PersonContact("吕例人", "女", [], null, "1号楼", "1单元", 3, "301", null)),
                        await world.Seal(
                            id.Value,
                            new PersonSensitive(kinds, new(1960, 1, 1), null, needs, null, null, null, false, true, null, null)
                        )
                    ),
                    null,
                    world.Now
                )
            );
        }
    }
}
