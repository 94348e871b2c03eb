using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Emergency.Testing.Postgres;

/// <summary>Ways to stop a cluster: in order, or as in a power cut.</summary>
public enum Stopping
{
    Fast,
    Immediate,
}

/// <summary>
/// A PostgreSQL of its own on 127.0.0.1, fsync on. Ends with this process, even when that is killed: its keeper waits at a pipe.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> OneForAll = new(() => New());
    private readonly string programs,
        folder;
    private readonly string[] settings;
    private readonly Process keeper;
    private int databases;

    private PostgresCluster(string programs, string folder, string[] settings)
    {
        (this.programs, this.folder, this.settings) = (programs, folder, settings);
        keeper = Spawn([
            "sh",
            "-c",
            "exec >/dev/null 2>&1; trap '' INT TERM HUP; cat; \"$1/pg_ctl\" -D \"$2/data\" -m immediate -w stop; rm -rf \"$2\"",
            "sh",
            programs,
            folder,
        ]);
    }

    /// <summary>TCP port on 127.0.0.1; stays the same over stop and start.</summary>
    public int Port { get; private set; }

    /// <summary>Reason why no cluster can be started on this machine; null where one can.</summary>
    public static string? Missing =>
        Programs() is null ? "PostgreSQL is not installed (no initdb under /usr/lib/postgresql nor in PATH)" : null;

    /// <summary>The one cluster of this process, started by the first caller. It need not be disposed.</summary>
    public static Task<PostgresCluster> Shared => OneForAll.Value;

    /// <summary>
    /// Starts a new cluster; each setting reads name=value. Throws <see cref="InvalidOperationException"/> where PostgreSQL is missing or
    /// does not start.
    /// </summary>
    public static Task<PostgresCluster> New(params string[] settings) => New(Path.GetTempPath(), [], settings);

    /// <summary>
    /// Starts as <see cref="New(string[])"/> does, below a folder that everybody can write to, and with further arguments for initdb.
    /// </summary>
    public static async Task<PostgresCluster> New(string below, string[] initially, params string[] settings)
    {
        var binaries = Programs() ?? throw new InvalidOperationException(Missing);
        var place = (await Run(["mktemp", "-d", Path.Combine(below, "emergency-postgres-XXXXXXXX")])).Trim();
        var cluster = new PostgresCluster(binaries, place, settings);
        try
        {
            await Run([
                $"{binaries}/initdb",
                "-D",
                $"{place}/data",
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                .. initially,
            ]);
            await cluster.Begin();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts a second cluster that follows this one (pg_basebackup, streaming), and makes every commit here wait until the other has it on
    /// disk.
    /// </summary>
    public async Task<PostgresCluster> SynchronousStandby()
    {
        var place = (await Run(["mktemp", "-d", Path.Combine(Path.GetTempPath(), "emergency-postgres-XXXXXXXX")])).Trim();
        var standby = new PostgresCluster(programs, place, settings);
        try
        {
            await Run([
                $"{programs}/pg_basebackup",
                "-h",
                "127.0.0.1",
                "-p",
                $"{Port}",
                "-U",
                "postgres",
                "-D",
                $"{place}/data",
                "-R",
                "-X",
                "stream",
                "-c",
                "fast",
                "--no-sync",
            ]);
            await standby.Begin();
            await Tell("alter system set synchronous_standby_names = '*'", "select pg_reload_conf()");
            await Tell(
                "do $$ begin for i in 1..500 loop if exists (select 1 from pg_stat_replication where sync_state = 'sync') then return; end if; perform pg_sleep(0.02); perform pg_stat_clear_snapshot(); end loop; raise 'the standby does not follow'; end $$"
            );
            return standby;
        }
        catch
        {
            await standby.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a standby a server of its own, which waits for no other any more.</summary>
    public async Task Promote()
    {
        await Run([$"{programs}/pg_ctl", "-D", $"{folder}/data", "-w", "promote"]);
        await Tell("alter system reset synchronous_standby_names", "select pg_reload_conf()");
    }

    /// <summary>Connection string of a new, empty database.</summary>
    public async Task<string> FreshDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"d{Interlocked.Increment(ref databases)}");
        await Tell($"create database {name}");
        return Database(name);
    }

    private async Task Tell(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(Database("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Folder of its files while it lives.</summary>
    public string Folder => folder;

    public async Task Stop(Stopping how) =>
        await Run([$"{programs}/pg_ctl", "-D", $"{folder}/data", "-w", "-m", how == Stopping.Fast ? "fast" : "immediate", "stop"]);

    /// <summary>False where the server has ended, even by itself; one that is recovering is waited for.</summary>
    public async Task<bool> Runs()
    {
        var runs = false;
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    await Tell("select 1");
                    return runs = true;
                }
                catch (PostgresException recovering) when (recovering.SqlState == PostgresErrorCodes.CannotConnectNow)
                {
                    return false;
                }
                catch (NpgsqlException)
                {
                    return true;
                }
            },
            "the server has recovered, or has ended"
        );
        return runs;
    }

    /// <summary>Starts the cluster again on the same port with the same data.</summary>
    public async Task Start()
    {
        var options = string.Join(
            ' ',
            [
                string.Create(CultureInfo.InvariantCulture, $"-p {Port}"),
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=''",
                "-c fsync=on",
                "-c max_connections=300",
                .. settings.Select(s => $"-c {s}"),
            ]
        );
        try
        {
            await Run([$"{programs}/pg_ctl", "-D", $"{folder}/data", "-w", "-t", "60", "-l", $"{folder}/log", "-o", options, "start"]);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException("PostgreSQL does not start: " + await Run(["tail", "-n", "20", $"{folder}/log"]), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private string Database(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={name}");

    // Another process can take a free port before the server binds it.
    private async Task Begin()
    {
        for (var tries = 5; ; tries--)
        {
            Port = FreePort();
            try
            {
                await Start();
                return;
            }
            catch (InvalidOperationException) when (tries > 1) { }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Programs() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(d => Path.Combine(d, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));

    // PostgreSQL refuses to run as root.
    private static Process Spawn(string[] command)
    {
        string[] all = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. command] : command;
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{all[0]} did not start");
    }

    private static async Task<string> Run(string[] command)
    {
        using var process = Spawn(command);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command[0]}: {await error}");
    }
}
