using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Across.Disclosure;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Confirmations;

/// <summary>Number of children's records that an account can open in an emergency before somebody has checked one.</summary>
public sealed class EmergencySightTests(Borough town)
{
    [Fact]
    public async Task Five_of_a_day_stand_unanswered()
    {
        var world = await World.Make(town);
        var (mine, other) = (World.As(Role.GridChief), World.As(Role.Secretary));
        Against(world, emergency: false).ShouldBe("sight.not-approved");
        Open(world, "a day old", AskedKind.EmergencySight, mine, world.Now.AddDays(-1));
        Open(world, "another's", AskedKind.EmergencySight, other, world.Now);
        Open(world, "another act", AskedKind.MinorsSight, mine, world.Now);
        var first = Open(world, "the first", AskedKind.EmergencySight, mine, world.Now.AddDays(-1).AddSeconds(1));
        foreach (var name in (string[])["the second", "the third", "the fourth"])
            Open(world, name, AskedKind.EmergencySight, mine, world.Now);
        Against(world).ShouldBeNull();
        var fifth = Open(world, "the fifth", AskedKind.EmergencySight, mine, world.Now);
        Against(world).ShouldBe("sight.too-many");
        Against(world, emergency: false).ShouldBe("sight.not-approved");
        var refused = world.Fork();
        refused.Happen(fifth, new ActRefused(world.Words, other, world.Now));
        Against(refused).ShouldBe("sight.too-many");
        world.Happen(first, new ActConfirmed(other, world.Now));
        Against(world).ShouldBeNull();
    }

    private static EntityId Open(World world, string name, AskedKind kind, By by, DateTimeOffset at)
    {
        var of = Entities.Confirmation(world.New<ConfirmationId>(name));
        world.Happen(of, new ActAsked(new(kind, Borough.Community, name), world.Words, world.Now.AddDays(3), by, at));
        return of;
    }

    private static string? Against(World world, bool emergency = true) =>
        Revealing.Against(world.Known, world.Asking(Role.GridChief, Borough.Community), emergency)?.Code;
}
