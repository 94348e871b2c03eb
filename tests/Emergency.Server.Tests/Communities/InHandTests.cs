using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Communities;

/// <summary>An account is closed when what its owner has in hand has gone to others.</summary>
public sealed class InHandTests(Borough borough)
{
    private const string Here = $"/api/communities/{Borough.Community}/team";

    [Fact]
    public async Task The_account_of_who_still_has_a_key_is_locked_at_once_and_closed_when_the_key_is_back()
    {
        var (secretary, clerk) = (await borough.Secretary(), await borough.As(Role.Operator, Borough.County));
        var member = await secretary.Enlist();
        var owner = await borough.As(Role.Responder, Borough.Community, member);
        var account = $"/api/accounts/{owner.Account}";
        var issued = (await secretary.Post($"{Here}/members/{member}/equipment", new { kind = "key", what = "仓库钥匙 1 把" })).Is(200);
        var refused = (await clerk.Post($"{account}/close", new { })).Is(409);
        (refused.Code, refused.Arguments[0]).ShouldBe(("account.in-hand", "1"));
        (await owner.Get("/api/session")).Is(200);
        // The secretary locks the own team's accounts too, and unlocks what no operator has locked.
        (await secretary.Post($"{account}/lock", new { })).Is(200);
        (await owner.Get("/api/session")).Is(401);
        (await secretary.Post($"{account}/unlock", new { })).Is(200);
        (await clerk.Post($"{account}/lock", new { })).Is(200);
        (await secretary.Post($"{account}/unlock", new { })).Is(403).Code.ShouldBe("scope.not-yours");
        (await clerk.Post($"{account}/unlock", new { })).Is(200);
        (await secretary.Post($"{account}/close", new { })).Is(403);
        (await secretary.Post($"/api/accounts/{clerk.Account}/lock", new { })).Status.ShouldBeOneOf(403, 404);

        var thing = (await secretary.Get($"{Here}/members/{member}/holdings", issued)).Is(200)["things"][0].GetProperty("key").GetString();
        (await secretary.Post($"{Here}/members/{member}/equipment/{thing}/return", new { })).Is(200);
        (await clerk.Post($"{account}/close", new { })).Is(200);
    }
}
