using System.Text;
using Emergency.Engine;

namespace Emergency.Server.Hosting.FirstStart;

/// <summary>
/// Asks the person who runs a command, one question at a time. On a terminal a wrong answer is asked for again, and a password is hidden
/// and typed twice; elsewhere the next line of the input is the answer.
/// </summary>
internal sealed class Questions(TextReader input, TextWriter output)
{
    private readonly bool _terminal = ReferenceEquals(input, Console.In) && !Console.IsInputRedirected;

    /// <summary>
    /// Returns the answer given on the command line, or the one to the question. Throws <see cref="CannotStart"/> where it is wrong or
    /// missing and nobody is there to ask again.
    /// </summary>
    /// <param name="fault">Returns the fault of an answer; null where there is none.</param>
    /// <param name="option">Option with which the answer could have been given on the command line.</param>
    /// <param name="otherwise">Meaning of an empty answer; null: none.</param>
    public async Task<string> Ask(string question, string? given, Func<string, string?> fault, string option, string? otherwise = null)
    {
        if (given is not null)
            return fault(given) is { } wrong ? throw new CannotStart($"{option} {given}: {wrong}") : given;
        while (true)
        {
            await output.WriteAsync($"{question}{(otherwise is null ? "" : $" [{otherwise}]")}: ");
            var answer = await input.ReadLineAsync();
            if (!_terminal)
                await output.WriteLineAsync();
            if (answer is null)
                throw new CannotStart($"{option} is missing, and there is nobody to ask: name it, or run this on a terminal");
            answer = answer.Trim() is { Length: > 0 } said ? said : otherwise ?? "";
            if (fault(answer) is not { } why)
                return answer;
            if (!_terminal)
                throw new CannotStart($"{answer}: {why}");
            await output.WriteLineAsync(why);
        }
    }

    /// <summary>Returns a password, and true when its owner typed it here; null where the line is empty or the input has ended.</summary>
    /// <param name="fault">Returns the fault of a password, given whether its owner types it here; null where there is none.</param>
    public async Task<(string? Password, bool Typed)> Password(string question, Func<string, bool, string?> fault)
    {
        while (true)
        {
            await output.WriteAsync($"{question}: ");
            var password = _terminal ? Unseen() : await input.ReadLineAsync();
            await output.WriteLineAsync();
            if (password is not { Length: > 0 })
                return (null, false);
            if (fault(password, _terminal) is { } why)
            {
                if (!_terminal)
                    throw new CannotStart(why);
                await output.WriteLineAsync(why);
                continue;
            }
            if (!_terminal)
                return (password, false);
            await output.WriteAsync("once more: ");
            var again = Unseen();
            await output.WriteLineAsync();
            if (again == password)
                return (password, true);
            await output.WriteLineAsync("these were two different ones");
        }
    }

    private static string Unseen()
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                return typed.ToString();
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
    }
}
