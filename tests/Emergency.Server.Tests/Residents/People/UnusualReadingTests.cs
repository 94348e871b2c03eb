using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

public sealed class UnusualReadingTests
{
    [Fact]
    public async Task Who_reads_unusually_much_within_an_hour_is_told_of_to_the_auditor_and_the_commander()
    {
        await using var server = await RunningServer.Start("--readings-per-hour", "3");
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        foreach (
            var (name, role) in ((string, Role)[])
                [("auditor", Role.Auditor), ("commander", Role.CountyCommander), ("duty", Role.CountyDuty)]
        )
            await server.Account(
                clerk,
                new
                {
                    account = name,
                    password = "kettle-orchard-7",
                    grants = new[] { new Grant(role, new("411502")) },
                }
            );
        using var auditor = await server.SignIn("auditor", "kettle-orchard-7");
        using var commander = await server.SignIn("commander", "kettle-orchard-7");
        using var duty = await server.SignIn("duty", "kettle-orchard-7");
        await using var ear = await Ear.Open(server.Address, commander.Token!);
        await ear.Join("division", "411502");

        // A wall-clock hour can end in between: then there are more readings, not fewer.
        var read = 0;
        await Until.TrueAsync(
            async () =>
            {
                read++;
                var at = (await clerk.Get("/api/accounts")).Is(200).Position;
                return (await auditor.Get($"/api/access/unusual?county=411502&after={at}")).Is(200)["items"].GetArrayLength() > 0;
            },
            "it is told"
        );
        read.ShouldBeInRange(3, 6);
        var told = (await commander.Get("/api/access/unusual?county=411502")).Is(200);
        (told["most"].GetInt32(), told["items"][0].Of("name"), told["items"][0].Of("account")).ShouldBe((3, "operator", clerk.Account));
        told["items"][0].GetProperty("readings").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
        (await clerk.Get("/api/accounts")).Is(200);
        (await commander.Get("/api/access/unusual?county=411502"))
            .Is(200)["items"]
            .GetArrayLength()
            .ShouldBeInRange(1, 2, "one line for each hour of an account");
        (await duty.Get("/api/access/unusual?county=411502")).Is(403).Arguments.ShouldBe(["CountyCommander,Auditor"]);
        (await auditor.Get("/api/access/unusual?county=411503")).Is(404);
        await Until.True(() => (int?)ear.Newest("unusual-reading", "411502")?["accounts"] == 1, "the desk hears of it");
    }
}
