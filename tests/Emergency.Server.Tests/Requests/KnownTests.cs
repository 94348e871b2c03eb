using System.Reflection;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Server.Reactions;
using Emergency.Server.Tests.Reactions;
using Emergency.Server.Views;
using Emergency.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Requests;

public sealed class KnownTests
{
    private static readonly ParameterInfo Parameter = typeof(KnownTests).GetMethod(nameof(Takes), BindingFlags.NonPublic | BindingFlags.Static)!.GetParameters()[0];

    private static Known Takes(Known known) => known;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Who_writes_is_judged_by_all_that_was_written_before(string method)
    {
        var feed = new MemoryFeed(TimeProvider.System);
        using var folding = new Folding(feed, [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
        await using var services = new ServiceCollection().AddSingleton(folding).BuildServiceProvider();
        var written = feed.Append(Entities.Incident(Entities.Live, new IncidentId(Guid.CreateVersion7())), new TaskTaken(new TaskId(Guid.CreateVersion7()), new By(new AccountId("a"), Role.GridChief), DateTimeOffset.UnixEpoch));
        Task<Known> Asked(string how) => Known.BindAsync(new DefaultHttpContext { RequestServices = services, Request = { Method = how }, RequestAborted = TestContext.Current.CancellationToken }, Parameter).AsTask();

        var (reads, writes) = (Asked("GET"), Asked(method));
        ((await reads).At, writes.IsCompleted).ShouldBe((Engine.Position.Start, false), "nothing is folded yet: who reads has named what it needs, who writes waits");
        await folding.StartAsync(TestContext.Current.CancellationToken);
        (await writes.InTime()).At.ShouldBe(written.Position);
        await folding.StopAsync(CancellationToken.None);
    }
}
