using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Server.Across.Imports;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Hosting.FirstStart;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>init</c>: makes a database for real use with its keys, the divisions of one county or city where the program carries them, and two
/// accounts, since widening anybody's access takes two people. After an interruption the same command can be run again.
/// </summary>
internal static class InitCommand
{
    private const string Mark = Opened.HalfMadeName;
    private static readonly Guid Space = Derived.Command(FirstAccounts.Console.Key, Mark);

    public static async Task<int> Run(
        Settings given,
        IReadOnlyList<string> words,
        Func<Settings, Opened, WebApplication> build,
        ILoggerFactory logs,
        TextReader input,
        TextWriter output
    )
    {
        if (given.Demo == true)
            throw new CannotStart("init makes an installation for real use, and --demo on says the opposite");
        var (options, settings) = (InitOptions.Of(words), given with { Demo = false });
        await CheckPlace(settings);
        var wanted = await Ask(options, new Questions(input, output), output);
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        await using var app = build(settings, opened);
        var folding = app.Services.GetRequiredService<Folding>();
        await folding.StartAsync(CancellationToken.None);
        await Task.WhenAny(folding.Standing, folding.ExecuteTask!);
        if (!folding.Standing.IsCompletedSuccessfully)
            throw new CannotStart($"the journal cannot be read: {folding.ExecuteTask!.Exception?.GetBaseException().Message}");
        try
        {
            return await Make(wanted, settings, opened, app.Services, output);
        }
        finally
        {
            await folding.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int> Make(
        IReadOnlyList<FirstAccount> wanted,
        Settings settings,
        Opened opened,
        IServiceProvider services,
        TextWriter output
    )
    {
        var accounts = ActivatorUtilities.CreateInstance<FirstAccounts>(services);
        var begun = (await opened.Engine.About.Read()).ContainsKey(Mark);
        if (accounts.Any && (!begun || await accounts.Used()))
            throw Done();
        if (begun)
            await output.WriteLineAsync("an earlier init did not come to its end: this one goes on");
        await Note(opened, "begun");
        var division = wanted[0].Division;
        var problem = await Load(division, services, output) ?? await accounts.Make(wanted);
        if (problem is not null)
        {
            await output.WriteLineAsync($"{Sentences.Of("en", problem)} Run init again: it goes on where it stopped.");
            return 1;
        }
        await InitReport.Write(wanted, settings, output);
        await Note(opened, null);
        return 0;
    }

    /// <summary>
    /// Checks the place before the first question: throws <see cref="CannotStart"/> where it belongs to another installation, is a demo, is
    /// in use, or has accounts. Changes nothing.
    /// </summary>
    private static async Task CheckPlace(Settings settings)
    {
        var (existing, _) = await Installation.Look(settings);
        if (existing is { Demo: true })
            throw new CannotStart("This database is a demo and stays one: name another place with --data or --journal.");
        if (existing is not null && await HasAccounts(settings))
            throw Done();
        if (FolderLock.Holder(settings.Data) is { } process)
            throw new CannotStart($"{settings.Data} is in use by process {process}: stop that server, run init, and start it again.");
    }

    private static async Task<bool> HasAccounts(Settings settings)
    {
        await using var snapshot = await Database.Snapshot(settings.Engine, CancellationToken.None);
        if ((await snapshot.About(CancellationToken.None)).ContainsKey(Mark))
            return false;
        var accounts = Entities.Account(new("")).ToString();
        await foreach (var row in snapshot.Rows(0, CancellationToken.None))
            if (row.Row.Stream.StartsWith(accounts, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static CannotStart Done() =>
        new(
            "This database has accounts: init is done once. Further accounts are asked for by an operator and confirmed by a second person; where nobody can sign in any more, account add makes one with the server stopped."
        );

    private static async Task<IReadOnlyList<FirstAccount>> Ask(InitOptions options, Questions questions, TextWriter output)
    {
        var division = await questions.Ask(
            "Home division, 6 digits of a county or 4 of a city",
            options.Division,
            DivisionFault,
            "--division"
        );
        if (CarriedDivisions.NameOf(division) is { } name)
            await output.WriteLineAsync($"{division} is {name}");
        await output.WriteLineAsync("Two people: the operator asks for accounts, roles and passwords, the second person confirms them.");
        var first = await questions.Ask("Name the operator signs in with", options.Operator, NameFault, "--operator");
        var second = await questions.Ask(
            "Name the second person signs in with",
            options.Second,
            text => NameFault(text) ?? (Same(first, text) ? "the operator's own name: two people are needed" : null),
            "--second"
        );
        var role = Enum.Parse<Role>(
            await questions.Ask(
                $"The second person's role, {string.Join(" or ", InitOptions.Roles)}",
                options.SecondRole ?? (options.Second is null ? null : nameof(Role.CountyCommander)),
                text => InitOptions.Roles.Any(one => one.ToString() == text) ? null : string.Join(" or ", InitOptions.Roles),
                "--second-role",
                nameof(Role.CountyCommander)
            )
        );
        return [await Account(first, Role.Operator), await Account(second, role)];

        async Task<FirstAccount> Account(string account, Role held)
        {
            var (password, typed) = await questions.Password(
                $"Password of {account}, typed by its owner; empty: one is drawn, to be changed at the first sign-in",
                (text, owner) =>
                    !owner ? PasswordRules.Fault(text, account)
                    : PasswordRules.Against(text, account) is { } weak ? Sentences.Of("en", weak)
                    : null
            );
            return new(account, held, division, password ?? FirstAccounts.Draw(), !typed, password is null);
        }
    }

    private static string? DivisionFault(string text) =>
        text.Length is 4 or 6 && Divisions.IsCode(text) ? CarriedDivisions.Fault(text) : "6 digits of a county or 4 of a city";

    private static string? NameFault(string text) => AccountWish.NameFaults(text).FirstOrDefault();

    private static bool Same(string one, string other) => Names.Folded(one) == Names.Folded(other);

    /// <summary>
    /// Loads the divisions through the same import that users have. Ids are derived, so that a second try finds the records of the first.
    /// </summary>
    private static async Task<Problem?> Load(string division, IServiceProvider services, TextWriter output)
    {
        if (!CarriedDivisions.Hold(division))
            return null;
        var (importing, clock) = (services.GetRequiredService<Importing>(), services.GetRequiredService<Clock>());
        foreach (var (kind, name, bytes) in CarriedDivisions.FilesOf(division))
        {
            await output.WriteLineAsync($"loading {name}");
            var step = $"{division} {name}";
            var asked = new Asked(
                FirstAccounts.Console,
                [new Grant(Role.Operator, new Scope(division))],
                null,
                Entities.Live,
                clock.Now(Entities.Live),
                Derived.Id(Space, step),
                Derived.Digest(Mark, step),
                null
            );
            if ((await importing.Import(kind, division, name, bytes, false, asked, CancellationToken.None)).Problem is { } problem)
                return problem;
        }
        return null;
    }

    private static ValueTask Note(Opened opened, string? value) =>
        opened.Engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { [Mark] = value });
}
