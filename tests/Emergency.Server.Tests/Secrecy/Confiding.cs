using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>Sends confidential data to a server, and notes what comes from it: files, calls, requests, the hub.</summary>
internal abstract class Confiding(RunningServer server, Told told) : IAsyncDisposable
{
    public const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    protected const string County = "411502",
        Street = "411502001",
        Community = "411502001001";
    private readonly List<Api> _people = [];
    private Api? _confirmer;
    private readonly List<Ear> _ears = [];
    private readonly List<string> _joined = [];

    /// <summary>Every broadcast, as it came, and the contents of the joined groups.</summary>
    public string Broadcast =>
        string.Join('\n', _ears.SelectMany(ear => ear.Changed).Select(change => change.ToJsonString()).Concat(_joined));

    /// <summary>Number of changes heard by county, street and unit chief each.</summary>
    public IEnumerable<int> Heard => _ears.Select(ear => ear.Changed.Count);

    /// <summary>The registers as they were sent.</summary>
    public StringBuilder Files { get; } = new();

    protected RunningServer Server => server;
    protected Told Told => told;

    protected async Task Import(Api clerk, string kind, string text)
    {
        Files.AppendLine(text);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        var answer = (
            await clerk.Send(
                HttpMethod.Post,
                $"/api/imports/{kind}?division={(kind == "divisions" ? County : Community)}&file={told.Text("文件名")}",
                content
            )
        ).Is(200);
        answer["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("rejected").GetInt32()).ShouldBe(0, answer.Text);
    }

    protected async Task<Api> Account(Api clerk, Role role, Scope scope, string? member = null)
    {
        var name = told.Text($"{role}");
        await server.Account(
            clerk,
            new
            {
                account = name,
                password = ServerFixture.Password,
                person = told.Text("本人"),
                phone = told.Phone(),
                grants = new[] { new Grant(role, scope) },
                member = member is null ? null : new { community = Community, member = Derived.Register("member", County, member) },
            },
            member is null ? null : await Confirmer(clerk)
        );
        return await SignedIn(name, ServerFixture.Password);
    }

    // Confirms the accounts of the community's team.
    private async Task<Api> Confirmer(Api clerk) => _confirmer ??= await Account(clerk, Role.StreetOfficer, new(Community[..9]));

    protected async Task<Api> SignedIn(string name, string password)
    {
        _people.Add(await server.SignIn(name, password));
        return _people[^1];
    }

    protected async Task<Ear> Ear(Api who)
    {
        _ears.Add(await Live.Ear.Open(server.Address, who.Token!));
        return _ears[^1];
    }

    protected async Task<Answer> Call(string type, object data, string? id = null, int expect = 202)
    {
        id ??= $"msg-{Guid.CreateVersion7()}";
        var body = JsonSerializer.Serialize(
            new
            {
                id,
                type,
                source = "119",
                time = "2026-01-15T02:13:05+08:00",
                data,
            },
            Json.Options
        );
        var headers = WebhookHeaders.For(WebhookSecret.Parse(Secret)!, id, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(body));
        return (
            await _people[0]
                .Send(
                    HttpMethod.Post,
                    "/hotlines/119/messages",
                    Api.Json(body),
                    (WebhookHeaders.IdName, headers.Id!),
                    (WebhookHeaders.TimestampName, headers.Timestamp!),
                    (WebhookHeaders.SignatureName, headers.Signature!)
                )
        ).Is(expect);
    }

    protected static async Task<Answer> Post(Api who, string path, object body)
    {
        var answer = await who.Post(path, body, ("Idempotency-Key", $"{Guid.CreateVersion7()}"));
        answer.Status.ShouldBeInRange(200, 201, $"{path}: {answer.Text}");
        return answer;
    }

    protected async Task Join(Ear ear, string kind, string id) => _joined.Add((await ear.Join(kind, id)).ToJsonString());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var ear in _ears)
            await ear.DisposeAsync();
        foreach (var one in _people)
            one.Dispose();
    }
}
