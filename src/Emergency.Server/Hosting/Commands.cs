using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Hosting;

/// <summary>
/// The commands of the program apart from serving: <c>verify</c>, <c>backup</c>, <c>prepare</c>, <c>rotate-master</c> and <c>seal-key
/// new</c>, which also work beside a running server, and <c>init</c>, <c>tables</c>, <c>restore</c>, <c>account add NAME ROLE DIVISION</c>
/// and <c>confirm</c>, which need the data folder for themselves. <c>hotline</c> needs none and begins in <see cref="Launching"/>.
/// </summary>
internal static class Commands
{
    public static Task<int> Run(
        Settings settings,
        IReadOnlyList<string> words,
        Func<Settings, Opened, WebApplication> build,
        int rounds,
        ILoggerFactory logs,
        TextReader input,
        TextWriter output
    ) =>
        words switch
        {
            ["init", ..] => InitCommand.Run(settings, [.. words.Skip(1)], build, logs, input, output),
            ["verify", ..] => Verifying.Run(settings, [.. words.Skip(1)], output),
            ["seal-key", "new"] => Verifying.NewKey(settings, output),
            ["tables"] => TablesCommand.Run(settings, logs, output),
            ["prepare"] => Preparing.Run(settings, build, logs, output),
            ["backup", "--keys", var file] => BackingUp.Keys(settings, file, output),
            ["backup", var file] => BackingUp.Journal(settings, file, output),
            ["restore", "--keys", var keys] => Restoring.Run(settings, null, keys, output),
            ["restore", var file] => Restoring.Run(settings, file, null, output),
            ["restore", var file, "--keys", var keys] => Restoring.Run(settings, file, keys, output),
            ["rotate-master"] => Rotating.Run(settings, logs, output),
            ["account", "add", _, _, _] or ["account", "add", _, _, _, "own"] => AddAccount(
                settings,
                new Passwords(rounds),
                words,
                logs,
                input,
                output
            ),
            ["confirm"] => ConfirmCommand.List(settings, logs, output),
            ["confirm", var id] => ConfirmCommand.Confirm(settings, id, logs, output),
            _ => throw new CannotStart(
                $"\"{string.Join(' ', words)}\" is no command: init, verify, verify --anchor FILE --public-key FILE, seal-key new, prepare, tables, backup FILE, backup --keys FILE, restore FILE, restore FILE --keys FILE, rotate-master, account add NAME ROLE DIVISION, account add NAME ROLE DIVISION own, confirm, confirm ID, or hotline"
            ),
        };

    /// <summary>
    /// Makes the first account of an installation. Its owner must choose another password at the first sign-in, unless "own" says that the
    /// owner is typing it here. The password is the first line of the input, so that no list of processes shows it.
    /// </summary>
    private static async Task<int> AddAccount(
        Settings settings,
        Passwords passwords,
        IReadOnlyList<string> words,
        ILoggerFactory logs,
        TextReader input,
        TextWriter output
    )
    {
        var (name, roleName, division) = (words[2], words[3], words[4]);
        if (!Enum.TryParse<Role>(roleName, ignoreCase: true, out var role) || GrantsWish.WithinCommunity.Contains(role))
            throw new CannotStart($"{roleName}: a role above the community, like Operator");
        await output.WriteLineAsync($"password ({Passwords.Shortest} to {Passwords.Longest} characters):");
        var wish = new AccountWish(name, await input.ReadLineAsync(), null, null, [new Grant(role, new Scope(division))], null);
        if (wish.Password is null)
            throw new CannotStart("the first line of the input is the password");
        if (wish.Faults() is { Count: > 0 } faults)
            throw new CannotStart(string.Join("; ", faults));
        if (new KnownPasswords(settings).Fault(wish.Password) is { } known)
            throw new CannotStart(known);
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        var id = opened.Sealing.Account(name);
        await opened.Sealing.Ensure([Names.Key(id)]);
        var now = TimeProvider.System.GetUtcNow();
        var command = new AddAccount(
            opened.Sealing.Seal(Names.Key(id), new AccountContact(wish.Account!.Trim(), null, null)),
            passwords.Hash(wish.Password!),
            wish.Grants!,
            null,
            new By(id, role),
            now,
            Reset: words.Count == 5
        );
        var sent = await new Sending(opened.Engine.Entities).Send(
            "console",
            Entities.Account(id),
            command,
            Guid.CreateVersion7(now),
            "",
            now
        );
        await output.WriteLineAsync(
            sent.Problem is null ? $"made at position {sent.Position.Value}" : Foundation.Problems.Sentences.Of("en", sent.Problem)
        );
        return sent.Accepted ? 0 : 1;
    }
}
