using Emergency.Domain;
using Emergency.Server.Across.Live;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;

namespace Emergency.Server.Tests.Scopes;

/// <summary>Every hub group × every role, as the routes: elsewhere nothing is found, here the table of permissions decides.</summary>
[Collection(nameof(Quarter))]
public sealed class HubScopeTests(Quarter quarter)
{
    [Fact]
    public async Task Nobody_of_another_street_or_county_hears_of_here()
    {
        var groups = await Groups();
        var heard = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        foreach (var from in (From[])[From.Away, From.Far])
        {
            await using var ear = await Ear.Open(quarter.Server.Address, (await quarter.As(role, from)).Token!);
            foreach (var (kind, id) in groups)
                if (await ear.Refused(kind, id) is var code and not "not-found")
                    heard.Add($"{role} {from} {kind}/{id}: {code}");
        }
        heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Here_who_lacks_the_permission_is_told_so_and_who_has_it_joins()
    {
        var division = (await Groups())[0];
        foreach (var role in Enum.GetValues<Role>())
        {
            var who = await quarter.As(role);
            await using var ear = await Ear.Open(quarter.Server.Address, who.Token!);
            if (LivePermissions.Division.Of(role) == Reach.Scope)
                (await ear.Join(division.Kind, division.Id))["group"]!
                    .GetValue<string>()
                    .ShouldBe($"{division.Kind}/{division.Id}", $"{role}");
            else
                (await ear.Refused(division.Kind, division.Id)).ShouldStartWith("scope.not-yours", Case.Sensitive, $"{role}");
            (await ear.Refused("me", quarter.Clerk.Account == who.Account ? new string('0', 64) : quarter.Clerk.Account)).ShouldBe(
                "not-found"
            );
            (await ear.Refused(division.Kind, division.Id, "drill-0")).ShouldStartWith("realm.unknown");
        }
    }

    private async Task<(string Kind, string Id)[]> Groups()
    {
        var scene = await Scene.Shared(quarter);
        return
        [
            ("division", QuarterRegisters.Here),
            ("incident", $"{scene.Incident}"),
            ("doors", $"{scene.Incident}/{QuarterRegisters.Here}"),
        ];
    }
}
