using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Starting;

/// <summary>
/// Health is for the proxy that chooses a node and for the person who mends: a failing part is named while commands are still taken, and
/// turns nobody away.
/// </summary>
public sealed class FailingPartsTests
{
    [Fact]
    public async Task What_is_begun_again_and_what_was_passed_over_is_named_while_commands_are_taken()
    {
        await using var server = await HeldServer.Start(held: false);
        using var stranger = server.Stranger();
        using var folder = new TempFolder();
        (await stranger.Get("/health/ready")).Is(200).Body.TryGetProperty("failing", out _).ShouldBeFalse();
        var (services, files) = (
            server.Services.GetRequiredService<GuardedServices>(),
            server.Services.GetRequiredService<CheckpointFolder>()
        );
        services.Fails("service/OpenSessions");
        await File.WriteAllTextAsync(folder["1.views"], "");
        files.PassOver(folder["1.views"], "damaged");
        var health = (await stranger.Get("/health/ready")).Is(200);
        health.String("status").ShouldBe("ready");
        health["failing"]
            .EnumerateArray()
            .Select(one => one.GetString())
            .ShouldBe(["service/OpenSessions", "views/1.views: damaged"], ignoreOrder: true);
        await server.Add("taken-meanwhile");
        services.Runs("service/OpenSessions");
        File.Delete(folder["1.views"]);
        (await stranger.Get("/health/ready")).Is(200).Body.TryGetProperty("failing", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_whose_entities_cannot_be_asked_yet_is_not_ready_and_one_whose_commands_wait_for_a_moment_is()
    {
        await using var server = await HeldServer.Start(held: false);
        using var stranger = server.Stranger();
        server.Engine.Ill = [new("engine/entities", Hinders: true)];
        var joining = (await stranger.Get("/health/ready")).Is(503);
        (joining.String("status"), joining["failing"][0].GetString()).ShouldBe(("joining", "engine/entities"));
        server.Engine.Ill = [new("engine/entities", Hinders: false)];
        var waiting = (await stranger.Get("/health/ready")).Is(200);
        (waiting.String("status"), waiting["failing"][0].GetString()).ShouldBe(("ready", "engine/entities"));
        server.Engine.Ill = [];
        (await stranger.Get("/health/ready")).Is(200).Body.TryGetProperty("failing", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Keys_are_read_once_more_where_the_master_key_was_changed_meanwhile()
    {
        var (file, reads) = ("first", 0);
        var read = await NamedKeys.AtOneMoment(
            () => file,
            () =>
            {
                var seen = file;
                if (reads++ < 2)
                    file = $"changed {reads}";
                return seen;
            },
            TestContext.Current.CancellationToken
        );
        (read, reads).ShouldBe(("changed 2", 3));
    }
}
