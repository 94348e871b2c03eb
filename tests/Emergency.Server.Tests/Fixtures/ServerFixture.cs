using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;

// Many tests wait for a clock, a kill or a start: four side by side keep two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// A server without demo data for all tests that do not need one of their own: each works with accounts and communities of its own.
/// </summary>
public class ServerFixture : IAsyncLifetime
{
    public const string Password = "kettle-orchard-7";
    private readonly ConcurrentDictionary<string, Task<Api>> _clients = new(StringComparer.Ordinal);
    private RunningServer? _server;
    private Api? _operator;

    protected virtual string[] Options => [];
    public RunningServer Server => _server!;
    public Api Operator => _operator!;

    public Api Stranger() => Server.Stranger();

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start(Options);
        _operator = (await _server.SignIn("operator", RunningServer.OperatorPassword)).Lend();
    }

    /// <summary>
    /// An account of this role in a division of county 411502 (not a community's role: those need a team member), signed in; made when
    /// first asked for.
    /// </summary>
    public Task<Api> As(Role role, string division = "411502") =>
        _clients.GetOrAdd(
            $"{role}-{division}",
            async name =>
            {
                await Add(name, role, division);
                return (await Server.SignIn(name, Password)).Lend();
            }
        );

    /// <summary>Makes an account with <see cref="Password"/>; the member is the one a community's role stands for.</summary>
    public async Task<string> Add(string name, Role role, string division, Guid? member = null)
    {
        var answer = await Server.Account(
            Operator,
            new
            {
                account = name,
                password = Password,
                grants = new[] { new Grant(role, new(division)) },
                member = member is { } id ? new { community = division, member = id } : null,
            }
        );
        return answer.String("account")!;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _operator?.End();
        foreach (var client in _clients.Values)
            (await client).End();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

/// <summary>As <see cref="ServerFixture"/>, for a class whose passwords cost the same as in the product.</summary>
public sealed class FullCostFixture : ServerFixture
{
    protected override string[] Options => [RunningServer.FullCost];
}
