using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Grids;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;
using Quarter = Emergency.Domain.Grids.Quarter;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Roles follow a grid that was drawn anew: those of its chief and of the people responsible for a building in it.</summary>
public sealed class GridAccountsTests(Borough town)
{
    private const string Here = Borough.Community;
    private static readonly Quarter North = new(QuarterKind.Grid, "北片", ["1号楼", "2号楼"], GridChief);

    /// <summary>Each row: a role of an account, with where; whose account it is; and the grid of the role when the grid is drawn.</summary>
    [Theory]
    [InlineData(Role.GridChief, Here, "G1", null, "chief", "北片")]
    [InlineData(Role.GridChief, Here, "北片", null, "chief", "北片")]
    [InlineData(Role.GridChief, Here, null, null, "chief", null)]
    [InlineData(Role.GridChief, Here, "G1", null, "another", "G1")]
    [InlineData(Role.GridChief, Here, "G1", null, "nobody", "G1")]
    [InlineData(Role.GridChief, Borough.Neighbour, "G1", null, "chief", "G1")]
    [InlineData(Role.Volunteer, Here, "G1", null, "chief", "G1")]
    [InlineData(Role.BuildingChief, Here, "G1", "1号楼", "another", "北片")]
    [InlineData(Role.BuildingChief, Here, "G1", "3号楼", "another", "G1")]
    [InlineData(Role.BuildingChief, Here, "G1", "3号楼", "chief", "G1")]
    [InlineData(Role.BuildingChief, Borough.Neighbour, "G1", "1号楼", "another", "G1")]
    public void A_role_goes_with_its_grid(Role role, string division, string? grid, string? building, string whose, string? then)
    {
        var account = Known(whose, new Grant(role, new(division, grid, building)), new Grant(Role.Responder, new(Here)));
        var after = GridAccounts.In(account, Here, North);
        after[0].Scope.ShouldBe(new Scope(division, then, building));
        after[1].ShouldBe(account.Grants[1]);
    }

    [Fact]
    public async Task Open_accounts_in_another_grid_follow_and_wait_while_other_roles_are_asked_for()
    {
        var world = await World.Make(town);
        foreach (
            var (key, grid, member) in ((string, string, MemberId)[])
                [
                    ("b", "G1", GridChief),
                    ("a", "G1", GridChief),
                    ("there", "北片", GridChief),
                    ("closed", "G1", GridChief),
                    ("another's", "G1", Desk),
                ]
        )
            world.Happen(
                Entities.Account(new(key)),
                new AccountAdded(world.Words, "–", [new(Role.GridChief, new(Here, grid))], new(Here, member), Borough.By, world.Now)
            );
        world.Happen(Entities.Account(new("closed")), new AccountClosed(Borough.By, world.Now));
        GridAccounts.Behind(world.Known, Here, [GridChief], North).Select(one => one.Id.Key).ShouldBe(["a", "b"]);
        GridAccounts.Behind(world.Known, Here, [Desk], North).ShouldBeEmpty("who is not its chief");

        bool Waits(string key) => GridAccounts.Waits(world.Known, world.Known.Of<AccountsKnown>().Find(new(key))!);
        foreach (
            var (kind, subject, waits) in ((AskedKind, string, bool)[])
                [
                    (AskedKind.Password, "a", false),
                    (AskedKind.Grants, "b", false),
                    (AskedKind.Grants, "a", true),
                    (AskedKind.CommunityGrants, "a", true),
                ]
        )
        {
            var asked = Entities.Confirmation(world.New<ConfirmationId>($"{kind} of {subject}"));
            world.Happen(asked, new ActAsked(new(kind, Here, subject), world.Words, world.Now.AddDays(1), Borough.By, world.Now));
            Waits("a").ShouldBe(waits, $"{kind} of {subject}");
            world.Happen(asked, new ActConfirmed(Borough.By, world.Now));
            Waits("a").ShouldBe(waits, $"{kind} of {subject}, confirmed and not done yet");
            world.Happen(asked, new ActSettled(null, world.Now));
            Waits("a").ShouldBeFalse($"{kind} of {subject}, done");
        }
    }

    private static AccountKnown Known(string whose, params Grant[] grants) =>
        new(
            new("x"),
            Account.None with
            {
                Grants = [.. grants],
                Member = whose switch
                {
                    "chief" => new(Here, GridChief),
                    "another" => new(Here, Desk),
                    _ => null,
                },
            },
            null
        );
}
