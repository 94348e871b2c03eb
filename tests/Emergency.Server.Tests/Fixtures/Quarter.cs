using System.Collections.Concurrent;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// Origin of a person: the community itself, the next one of the same street, another street (another county for roles of a county),
/// another county.
/// </summary>
public enum From
{
    Here,
    Next,
    Away,
    Far,
}

/// <summary>The classes that share one server with four small communities and an account for every role, one after the other.</summary>
[CollectionDefinition(nameof(Quarter))]
public sealed class QuarterCollection : ICollectionFixture<Quarter>;

/// <summary>A server of its own with the registers of <see cref="QuarterRegisters"/>; clients are made when first asked for.</summary>
public sealed class Quarter : IAsyncLifetime
{
    private readonly string[] _more;
    public const string Password = "kettle-orchard-7",
        Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static readonly Role[] OfCommunity =
    [
        Role.Secretary,
        Role.ChildDirector,
        Role.GridChief,
        Role.GroupLeader,
        Role.BuildingChief,
        Role.UnitChief,
        Role.Responder,
        Role.Volunteer,
    ];
    private readonly ConcurrentDictionary<(Role, From), Lazy<Task<Api>>> _clients = [];
    private RunningServer? _server;
    private Api? _clerk;
    private long _read;

    public Quarter()
        : this([]) { }

    /// <param name="more">Settings beside the usual ones.</param>
    internal Quarter(string[] more) => _more = more;

    public RunningServer Server => _server!;

    /// <summary>The operator of the whole city.</summary>
    public Api Clerk => _clerk!;

    private static readonly string[] Hotlines = ["--hotlines:119:secret", Secret, "--hotlines:12345:secret", Secret];

    /// <summary>Roles that brought the plan in and approved it: their accounts are in every copy.</summary>
    private static readonly Role[] Planners = [Role.StreetOfficer, Role.Secretary];

    public async ValueTask InitializeAsync() =>
        await Begin(await RunningServer.StartFrom(nameof(Quarter), Make, [.. Hotlines, "--push-hosts", "127.0.0.1", .. _more]));

    private async Task Begin(RunningServer server)
    {
        _server = server;
        _clerk = (await server.SignIn("operator", RunningServer.OperatorPassword)).Lend();
        foreach (var role in Planners)
            _clients[(role, From.Here)] = new(() => Lent(server.SignIn($"{role}-{From.Here}", Password)));
    }

    /// <summary>Makes the common beginning: registers and a plan in force. Nobody stays signed in.</summary>
    private static async Task Make(string data)
    {
        await using var made = new Quarter();
        made._server = await RunningServer.StartIn(data, QuarterRegisters.City, Hotlines);
        made._clerk = await made.Server.SignIn("operator", RunningServer.OperatorPassword);
        await QuarterRegisters.Load(made.Clerk);
        var (street, secretary) = (await made.As(Role.StreetOfficer), await made.As(Role.Secretary));
        (await secretary.Post($"/api/communities/{QuarterRegisters.Here}/plan/submit", new { })).Is(200);
        (await street.Post($"/api/communities/{QuarterRegisters.Here}/plan/approve", new { })).Is(200);
        foreach (var one in (Api[])[secretary, street, made.Clerk])
            (await one.Delete("/api/session")).Is(200);
        (await made.Server.End()).ShouldBe(0);
    }

    /// <summary>An account of a role, with its usual scope there, signed in.</summary>
    public Task<Api> As(Role role, From from = From.Here) =>
        _clients.GetOrAdd((role, from), _ => new(() => Lent(SignIn($"{role}-{from}", role, Scope(role, from))))).Value;

    private static async Task<Api> Lent(Task<Api> signedIn) => (await signedIn).Lend();

    /// <summary>Makes an account bound to the member of its role and signs in.</summary>
    public async Task<Api> SignIn(string name, Role role, Scope scope)
    {
        var member = OfCommunity.Contains(role)
            ? new { community = scope.Division, member = QuarterRegisters.Member(scope.Division, role) }
            : null;
        await Server.Account(
            Clerk,
            new
            {
                account = name,
                password = Password,
                grants = new[] { new Grant(role, scope) },
                member,
            },
            member is null && role != Role.Party
                ? null
                : await As(
                    Role.StreetOfficer,
                    Enum.GetValues<From>()
                        .First(from => scope.Division.StartsWith(Scope(Role.StreetOfficer, from).Division, StringComparison.Ordinal))
                )
        );
        return await Server.SignIn(name, Password);
    }

    public static Scope Scope(Role role, From from)
    {
        var community = from switch
        {
            From.Here => QuarterRegisters.Here,
            From.Next => QuarterRegisters.Next,
            From.Away => QuarterRegisters.Away,
            _ => QuarterRegisters.Far,
        };
        return role switch
        {
            Role.StreetOfficer or Role.ChildSupervisor => new(community[..9]),
            Role.GridChief or Role.GroupLeader => new(community, "G1"),
            Role.BuildingChief => new(community, "G1", "1号楼"),
            Role.UnitChief => new(community, "G1", "1号楼", "1单元"),
            Role.Clinic or Role.Party => new(community),
            _ when OfCommunity.Contains(role) => new(community),
            _ => new(from is From.Away or From.Far ? QuarterRegisters.Far[..6] : QuarterRegisters.County),
        };
    }

    /// <summary>Events written since the last call, as the export shows them; without the rows that changed nothing.</summary>
    public async Task<IReadOnlyList<JsonElement>> News()
    {
        var answer = (await Clerk.Get(FormattableString.Invariant($"/api/export?after={_read}"))).Is(200);
        _read = answer.Position!.Value;
        return
        [
            .. answer
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(line => line.GetProperty("form").GetString() != NothingNew.Form),
        ];
    }

    /// <summary>Events that these people wrote since the last call: "stream form".</summary>
    public async Task<IReadOnlyList<string>> Written(params Api[] people)
    {
        var accounts = people.Select(one => one.Account).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await News())
                .Where(one => accounts.Contains(one.GetProperty("meta").GetProperty("account").GetString()!) && !IsExport(one))
                .Select(one => $"{one.GetProperty("stream")} {one.GetProperty("form")}"),
        ];
    }

    // The export that loads the events is recorded too.
    private static bool IsExport(JsonElement one) =>
        one.GetProperty("form").GetString() == "audit.access-recorded.v1"
        && one.GetProperty("data").GetProperty("purpose").GetString() == "export";

    public async ValueTask DisposeAsync()
    {
        _clerk?.End();
        foreach (var client in _clients.Values)
            (await client.Value).End();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
