using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Across.Exporting;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Surfaces;

namespace Emergency.Server.Tests.Exporting;

public sealed class ExportTests(ServerFixture fixture)
{
    [Fact]
    public async Task An_auditor_gets_every_event_in_order_and_no_password()
    {
        var auditor = await fixture.As(Role.Auditor);
        var made = (
            await fixture.Operator.Post(
                "/api/accounts",
                new
                {
                    account = "exported",
                    password = ServerFixture.Password,
                    person = "样本人",
                    grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
                },
                ("Idempotency-Key", "exported")
            )
        ).Is(202);
        await fixture.Server.Agree(made);
        var all = (await auditor.Get("/api/export")).Is(200);
        var lines = all
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToList();
        lines.Select(line => line.GetProperty("position").GetInt64()).ShouldBeInOrder();
        lines[^1].GetProperty("position").GetInt64().ShouldBe(all.Position!.Value);
        var asked = lines.Single(line => line.GetProperty("position").GetInt64() == made.Position);
        asked.GetProperty("form").GetString().ShouldBe("confirmation.asked.v1");
        asked.GetProperty("meta").GetProperty("commandId").GetGuid().ShouldBe(Derived.Command(fixture.Operator.Account, "exported"));
        var line = lines.Single(line => line.GetProperty("stream").GetString() == $"live/account/{made.String("account")}");
        line.GetProperty("form").GetString().ShouldBe("account.added.v1");
        line.GetProperty("data").GetProperty("password").GetString().ShouldBe("withheld");
        all.Text.ShouldNotContain("样本人");
        // Other tests of this server go on meanwhile: later lines come after, and the earlier ones do not change.
        var later = (await auditor.Get($"/api/export?after={all.Position}")).Is(200).Text;
        later.ShouldNotContain($"live/account/{made.String("account")}\"");
        later
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => JsonSerializer.Deserialize<JsonElement>(text).GetProperty("position").GetInt64())
            .ShouldAllBe(position => position > all.Position);
    }

    public static TheoryData<string> WithPassword =>
        [.. Forms.All.Where(row => row.Event.GetProperty("Password") is not null).Select(row => row.Form)];

    [Theory, MemberData(nameof(WithPassword))]
    public void Whatever_event_has_a_hash_of_a_password_leaves_without_it(string form)
    {
        foreach (var sample in Sample.All(Forms.All.Single(row => row.Form == form).Event))
            sample.GetType().GetProperty("Password")!.GetValue(ExportEndpoints.Shown(sample)).ShouldBe("withheld");
    }

    [Fact]
    public async Task A_duty_officer_may_not_export_and_is_told_who_may()
    {
        var answer = (await (await fixture.As(Role.CountyDuty)).Get("/api/export")).Is(403);
        answer.Code.ShouldBe("scope.not-yours");
        answer.Arguments.ShouldBe(["Auditor,Operator"]);
    }
}
