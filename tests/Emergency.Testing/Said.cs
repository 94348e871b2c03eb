using System.Collections.Concurrent;
using System.Text;

namespace Emergency.Testing;

/// <summary>Collects printed lines for the test that started the printing code; everything else goes on to the console.</summary>
public sealed class Said : TextWriter
{
    private static readonly AsyncLocal<Lines?> Now = new();
    private readonly TextWriter _console;

    static Said()
    {
        Console.SetOut(new Said(Console.Out));
        Console.SetError(new Said(Console.Error));
    }

    private Said(TextWriter console) => _console = console;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Collects there, from here on, whole lines printed here and in everything started from here.</summary>
    public static void Into(ConcurrentQueue<string> lines) => Now.Value = new(lines);

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => Write(string.Concat(value, NewLine).AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Now.Value is { } lines)
            lines.Add(buffer);
        else
            _console.Write(buffer);
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public override void Flush() => _console.Flush();

    private sealed class Lines(ConcurrentQueue<string> whole)
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _begun = new();

        public void Add(ReadOnlySpan<char> text)
        {
            lock (_lock)
            {
                foreach (var one in text)
                    if (one != '\n')
                        _begun.Append(one);
                    else
                    {
                        whole.Enqueue(_begun.ToString().TrimEnd('\r'));
                        _begun.Clear();
                    }
            }
        }
    }
}
