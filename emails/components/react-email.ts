// The one door to the mail components: their package is superseded upstream, and a later switch is this file.
export { Body, Column, Container, Head, Heading, Hr, Html, Link, render, Row, Section, Text } from '@react-email/components';
