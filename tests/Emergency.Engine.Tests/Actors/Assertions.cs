using Akka.TestKit;

namespace Emergency.Engine.Tests.Actors;

/// <summary>The assertions of the kit: the same library as every other test here.</summary>
internal sealed class Assertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args) => condition.ShouldBeTrue(Text(format, args));

    public void AssertFalse(bool condition, string format = "", params object[] args) => condition.ShouldBeFalse(Text(format, args));

    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
        actual.ShouldBe(expected, Text(format, args));

    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args) =>
        comparer(expected, actual).ShouldBeTrue(Text(format, args));

    public Exception AssertThrows(Action action) => Assert.ThrowsAny<Exception>(action);

    public TException AssertThrows<TException>(Action action)
        where TException : Exception => Assert.ThrowsAny<TException>(action);

    public async Task<Exception> AssertThrowsAsync(Func<Task> action) => await Assert.ThrowsAnyAsync<Exception>(action);

    public async Task<TException> AssertThrowsAsync<TException>(Func<Task> action)
        where TException : Exception => await Assert.ThrowsAnyAsync<TException>(action);

    private static string Text(string format, object[] args) =>
        args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
}
