using System.Collections.Concurrent;
using System.Text.Json;
using Emergency.Testing;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// The real server, on a free port, over a folder of its own; can be started again on the same folder. It runs within this process, which
/// costs a fraction of a separate one; with <see cref="Apart"/> among its options, or on another clock, it is a process of its own and can
/// be killed.
/// </summary>
public sealed class RunningServer : IAsyncDisposable
{
    public const string OperatorPassword = "operator-0000";

    /// <summary>Another operator of the same division, with the same password, who confirms the first one's requests.</summary>
    public const string Second = "second";

    /// <summary>Mark that is no option of the program: it starts as a process of its own.</summary>
    public const string Apart = "apart";

    /// <summary>
    /// Mark that is no option of the program: passwords cost the same as in the product. Within this process they cost next to nothing
    /// otherwise.
    /// </summary>
    public const string FullCost = "full-cost";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll");
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string[] _options;
    private readonly string? _data;
    private IReadOnlyDictionary<string, string> _environment;
    private readonly Newest _newest = new();
    private readonly bool _apart,
        _fullCost;
    private RunningProcess? _process;
    private InsideServer? _here;
    private readonly ConcurrentDictionary<string, Api> _signedIn = new(StringComparer.Ordinal);

    private RunningServer(string[] options, IReadOnlyDictionary<string, string>? environment = null, string? data = null) =>
        (_options, _apart, _fullCost, _environment, _data) = (
            [.. options.Where(option => option is not (Apart or FullCost))],
            options.Contains(Apart),
            options.Contains(FullCost),
            environment ?? new Dictionary<string, string>(StringComparer.Ordinal),
            data
        );

    /// <summary>The data folder; made by the server.</summary>
    public string Data => _data ?? _folder["data"];
    public Uri Address { get; private set; } = new("http://127.0.0.1");
    public IReadOnlyCollection<string> Lines => _here?.Lines ?? _process?.Lines ?? [];

    /// <summary>
    /// A server without demo data and with two accounts, "operator" and <see cref="Second"/> of county 411502 (password
    /// <see cref="OperatorPassword"/>). With journal and keys in their usual places it is a copy of one installation.
    /// </summary>
    public static Task<RunningServer> Start(params string[] options) => StartFor("411502", options);

    /// <summary>As <see cref="Start"/>, with its data in a folder of the caller's.</summary>
    public static Task<RunningServer> StartIn(string data, params string[] options) => StartIn(data, "411502", options);

    /// <summary>As <see cref="StartIn(string, string[])"/>, the operators answering for another division.</summary>
    public static Task<RunningServer> StartIn(string data, string division, string[] options) =>
        Make(new RunningServer(["--demo", "off", .. options], data: data), division);

    /// <summary>As <see cref="Start"/>, the operator answering for another division.</summary>
    public static Task<RunningServer> StartFor(string division, params string[] options)
    {
        var server = new RunningServer(["--demo", "off", .. options]);
        return options.Any(Elsewhere.Contains) ? Make(server, division) : Copied(server, division);
    }

    // With these options journal or keys are kept outside the folder, and a copy of the folder would not be whole.
    private static readonly string[] Elsewhere = ["--journal", "--master-key"];

    /// <summary>As <see cref="Start"/>, an installation of its own: for tests that compare two of them.</summary>
    public static Task<RunningServer> StartAnew() => Make(new RunningServer(["--demo", "off"]), "411502");

    /// <summary>
    /// As <see cref="Start"/>, on a machine whose clock says ten in the morning of a day (Asia/Shanghai). The test is skipped where
    /// faketime is missing.
    /// </summary>
    public static Task<RunningServer> StartOn(DateOnly day) => Make(new RunningServer(["--demo", "off"], On(day)), "411502");

    private static IReadOnlyDictionary<string, string> On(DateOnly day)
    {
        const string library = "libfaketime.so.1";
        var found = Directory.Exists("/usr/lib")
            ? Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", library)).FirstOrDefault(File.Exists)
            : null;
        Assert.SkipWhen(found is null, "faketime is not installed");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = found!,
            ["FAKETIME"] = $"@{day:yyyy-MM-dd} 02:00:00",
            ["TZ"] = "UTC",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Otherwise every timed wait ends at once, and its thread spins for as long as the server runs.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        };
    }

    private static async Task<RunningServer> Make(RunningServer server, string division)
    {
        await server.AddOperators(division);
        await server.Begin();
        return server;
    }

    private static async Task<RunningServer> Copied(RunningServer server, string division)
    {
        await Prepared.Copy($"operators of {division}", data => AddOperators(data, division), server.Data);
        await server.Begin();
        return server;
    }

    /// <summary>As <see cref="Start"/>, from a copy of an installation with more data, made once in a run.</summary>
    /// <param name="make">Makes it with its data in the folder given, and leaves nothing running.</param>
    public static async Task<RunningServer> StartFrom(string name, Func<string, Task> make, params string[] options)
    {
        var server = new RunningServer(["--demo", "off", .. options]);
        await Prepared.Copy(name, make, server.Data);
        await server.Begin();
        return server;
    }

    private static async Task AddOperators(string data, string division)
    {
        await using var server = Over(data);
        await server.AddOperators(division);
    }

    private async Task AddOperators(string division)
    {
        foreach (var name in (string[])["operator", Second])
        {
            var (code, lines) = await Command(OperatorPassword, "account", "add", name, "Operator", division, "own");
            code.ShouldBe(0, string.Join('\n', lines));
        }
    }

    /// <summary>
    /// Starts a further server over another one's data: its own folder, the same journal and master key. On PostgreSQL it takes part in the
    /// cluster: after a kill of the other one this node goes on.
    /// </summary>
    public static async Task<RunningServer> Beside(params string[] options)
    {
        var server = new RunningServer(["--demo", "off", .. options]);
        await server.Begin();
        return server;
    }

    /// <summary>A machine on which nothing is installed yet.</summary>
    public static RunningServer Nowhere(params string[] options) => new(["--demo", "off", .. options]);

    /// <summary>A server over a folder that is filled already; not started yet.</summary>
    public static RunningServer Over(string data, params string[] options) => new(["--demo", "off", .. options], data: data);

    /// <summary>Starts a demo, as without any configuration.</summary>
    public static async Task<RunningServer> StartDemo(params string[] options)
    {
        var server = new RunningServer(["--demo", "on", .. options]);
        await server.Begin();
        return server;
    }

    /// <summary>
    /// Starts a demo that was loaded before and in which nothing has happened yet. Its hotline secrets are the same for all of a run.
    /// </summary>
    /// <param name="data">The folder of its data; null: one that is deleted with it.</param>
    public static async Task<RunningServer> StartLoadedDemo(string? data, string password, params string[] options)
    {
        var server = new RunningServer(["--demo", "on", "--demo-password", password, .. options], data: data);
        await Prepared.Copy($"demo {password}", folder => Load(folder, password), server.Data);
        await server.Begin();
        return server;
    }

    private static async Task Load(string data, string password)
    {
        await using var server = new RunningServer(["--demo", "on", "--demo-password", password], data: data);
        await server.Begin();
        (await server.End()).ShouldBe(0);
    }

    /// <summary>Starts on the folder as it is and waits until it serves.</summary>
    public Task Begin() => Begin("http://127.0.0.1:0");

    /// <summary>
    /// As <see cref="Begin()"/>, the machine's clock saying ten in the morning of a day. The test is skipped where faketime is missing.
    /// </summary>
    public Task BeginOn(DateOnly day)
    {
        _environment = On(day);
        return Begin();
    }

    /// <summary>As <see cref="Begin()"/>, at its former address: for clients that were connected when it went away.</summary>
    public Task BeginAgain() => Begin(Address.ToString());

    /// <summary>As <see cref="Begin()"/>, at an address of the caller's.</summary>
    public async Task Begin(string urls)
    {
        string[] arguments = [.. Arguments(), "--urls", urls];
        // The former run has ended; another clock needs a process of its own.
        _here = _apart || _environment.Count > 0 ? null : InsideServer.Start(arguments, _fullCost);
        if (_here is null)
            _process = RunningProcess.Start("dotnet", [Program, .. arguments], _environment);
        const string ready = "ready on ";
        await Until.True(() => Ended || Lines.Any(line => line.StartsWith(ready, StringComparison.Ordinal)), "the server is ready");
        var line =
            Lines.FirstOrDefault(line => line.StartsWith(ready, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"the server did not start:\n{string.Join('\n', Lines)}");
        Address = new Uri(line[ready.Length..]);
    }

    private RunningProcess Own =>
        _here is null ? _process! : throw new InvalidOperationException($"it runs within this process: start it with {nameof(Apart)}");

    /// <summary>The process's id.</summary>
    public int Id => Own.Id;

    /// <summary>True once the process has ended, by itself or otherwise.</summary>
    public bool Ended => _here?.Ended ?? _process!.Ended;

    /// <summary>The exit code of a process that ends by itself.</summary>
    public Task<int> Exit() => _here?.Exit() ?? _process!.Exit(Until.AtMost);

    /// <summary>Kills the process with kill -9.</summary>
    public Task Kill() => Own.Kill();

    /// <summary>Sends a signal, such as STOP or CONT.</summary>
    public Task Signal(string name) => Own.Signal(name);

    /// <summary>Asks it to end, as a service manager does; returns its exit code.</summary>
    public async Task<int> End()
    {
        if (_here is not null)
            return await _here.End();
        await using var kill = RunningProcess.Start(
            "kill",
            "-TERM",
            _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        return await _process.Exit(Until.AtMost);
    }

    /// <summary>
    /// Runs the program as a command over the same folder ("verify"); returns its exit code and its output. It runs within this process,
    /// unless the server is on another clock.
    /// </summary>
    public Task<(int Code, IReadOnlyCollection<string> Lines)> Command(string? input, params string[] words) =>
        _environment.Count > 0 ? CommandApart(input, words) : InsideServer.Command(input, [.. words, .. Arguments()], _fullCost);

    /// <summary>As <see cref="Command"/>, in a process of its own.</summary>
    public async Task<(int Code, IReadOnlyCollection<string> Lines)> CommandApart(string? input, params string[] words)
    {
        await using var process = RunningProcess.Start("dotnet", [Program, .. words, .. Arguments()], _environment);
        if (input is not null)
            await process.Say(input);
        return (await process.Exit(Until.AtMost), process.Lines);
    }

    /// <summary>A client that has not signed in.</summary>
    public Api Stranger() => new(Address, _newest);

    public async Task<Api> SignIn(string account, string password)
    {
        var api = Stranger();
        await api.SignIn(account, password);
        return api;
    }

    /// <summary>
    /// A client of an account that was signed in before, as long as its session holds; else signs in. Each comparison of a password costs
    /// as much as hundreds of requests.
    /// </summary>
    public async Task<Api> SignedIn(string account, string password)
    {
        if (_signedIn.TryGetValue(account, out var before) && before.At(Address, _newest) is var again)
        {
            if ((await again.Get("/api/session")).Status == 200)
                return again;
            again.Dispose();
        }
        return _signedIn[account] = await SignIn(account, password);
    }

    /// <summary>
    /// Asks for an account and has it confirmed: by the second operator, or for an account of a community's team by its street. Its owner
    /// then chooses the password by a link.
    /// </summary>
    public async Task<Answer> Account(Api clerk, object wish, Api? street = null)
    {
        ArgumentNullException.ThrowIfNull(clerk);
        var body = JsonSerializer.SerializeToNode(wish, Foundation.Json.Options)!.AsObject();
        var password = body["password"]!.GetValue<string>();
        body.Remove("password");
        var asked = (await clerk.Post("/api/accounts", body)).Is(202);
        await Agree(asked, street);
        await Choose(clerk, asked, password);
        return asked;
    }

    /// <summary>Makes a link as the account that asked for the new one, or for its password; the owner chooses a password by it.</summary>
    public async Task Choose(Api clerk, Answer asked, string password)
    {
        ArgumentNullException.ThrowIfNull(clerk);
        ArgumentNullException.ThrowIfNull(asked);
        var given = (await clerk.Post($"/api/accounts/{asked.String("account")}/invitation", new { })).Is(201);
        using var owner = Stranger();
        var entered = (await owner.Post("/api/invitation/accept", new { token = given.String("address")!.Split('=')[1], password })).Is(
            200
        );
        (await owner.Send(HttpMethod.Delete, "/api/session", null, ("Authorization", $"Bearer {entered.String("token")}"))).Is(200);
    }

    /// <summary>Confirms the request as another account, by default the second operator, and waits until it is done.</summary>
    public async Task<Answer> Agree(Answer asked, Api? by = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        // Taken one after the other: many sign-ins at once to one account look like guessing.
        await _turn.WaitAsync();
        try
        {
            return await Confirm(asked, by);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Answer> Confirm(Answer asked, Api? by)
    {
        using var second = by is null ? await SignedIn(Second, OperatorPassword) : null;
        Answer? answer = null;
        // On a busy machine it is confirmed first and done a little later: repeated, the request is answered when it is done.
        await Until.TrueAsync(
            async () =>
                (
                    answer = (await (by ?? second!).Post($"/api/confirmations/{asked.Is(202).String("confirmation")}/confirm", new { })).Is(
                        200
                    )
                ).String("stage") != "confirmed",
            "it is done"
        );
        answer!.String("stage").ShouldBe("done", answer.Text);
        return answer;
    }

    private string[] Arguments() => ["--data", Data, "--ballast", "1", .. _options];

    public async ValueTask DisposeAsync()
    {
        if (_here is not null)
            await _here.DisposeAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
        _turn.Dispose();
    }
}
